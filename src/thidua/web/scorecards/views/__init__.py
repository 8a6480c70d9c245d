"""Screens of scoring, by what they show."""
