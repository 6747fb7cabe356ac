"""Convening a meeting: what must be sent, to whom, how and by when; what was sent; the papers of the room."""
