"""Thi Đua: the emulation bloc's year in one chain of records."""
