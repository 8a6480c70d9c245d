"""Screens of emulation movements."""
