"""Members: who belongs to the co-operative, since when, and as what."""
