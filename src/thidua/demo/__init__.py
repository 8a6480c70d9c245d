"""The demonstration story: one coherent year of a bloc, played through the actions a user would call.

Everything in `data/` is illustrative but what a file lists as real; the screens say so wherever it is shown.
"""
