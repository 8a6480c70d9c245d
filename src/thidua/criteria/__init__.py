"""«Bộ tiêu chí, thang điểm»: the versioned table of criteria by which a bloc scores its members in one year."""
