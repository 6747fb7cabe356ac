"""The verbs of hand-overs."""
