"""Rotation plans of the co-op: prepared from its records, compared, adopted by a decision, never silently changed."""
