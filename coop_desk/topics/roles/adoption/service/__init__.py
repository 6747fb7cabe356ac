"""The verbs of rotation plans."""
