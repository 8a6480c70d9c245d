"""What every screen shares: base pages, parts, the menu, errors, language and theme."""
