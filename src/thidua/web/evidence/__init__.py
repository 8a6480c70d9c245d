"""Screens of evidence: by criterion, record by record, file by file."""
