"""Screens of notices «thông báo»: what a person has been told, and how they want to be told by mail."""
