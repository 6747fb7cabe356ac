"""The rules of a file of accounting entries (FEC), one line after the other."""
