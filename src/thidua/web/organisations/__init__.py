"""Screens of organisations: blocs and their years, units in time, people, places, Excel imports."""
