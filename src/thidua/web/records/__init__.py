"""Screens of the ledger «nhật ký»: who did what, when and why, and the proof that no line was changed."""
