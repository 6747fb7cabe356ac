"""Backups: made, read again before they count, thinned, and put back without losing what is there."""
