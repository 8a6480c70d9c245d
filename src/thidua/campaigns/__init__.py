"""«Phong trào thi đua»: the tree of movements, their launch, the responses of units, and what was done."""
