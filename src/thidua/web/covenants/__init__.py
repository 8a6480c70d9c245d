"""Screens of covenants «giao ước thi đua»: registering, collecting, agreeing, signing, and the living table of commitments."""
