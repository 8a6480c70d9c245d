"""Screens of reports, one module for each noun."""
