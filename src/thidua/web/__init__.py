"""Screens: one folder per room, which call actions, permissions and queries and never touch tables."""
