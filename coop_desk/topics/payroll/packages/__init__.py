"""Exports that were made: their packages, the formats of the co-op, what the bookkeeper says of them."""
