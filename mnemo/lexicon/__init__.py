"""Reading and checking the data files (ring 1): tables, the concept index, numerals."""
