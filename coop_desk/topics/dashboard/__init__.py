"""The start page: what waits for the person who opens the co-operative."""
