"""Sealed compartments: who holds which key, from when to when, by whose decision; and the records sealed in them."""
