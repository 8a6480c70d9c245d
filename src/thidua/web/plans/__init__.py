"""Screens of plans, consultations and the calendar."""
