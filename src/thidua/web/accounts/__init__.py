"""Screens of accounts: the door, one's own account, and the books of accounts."""
