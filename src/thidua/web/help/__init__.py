"""Help: one page for each screen, purpose and steps; what is stored about a reader; how accessible the screens are."""
