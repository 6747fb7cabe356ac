"""Everything the co-operative holds on one person, for that person, and who read it (right of access)."""
