"""Pay as the bookkeeper receives it; for now, the check of a file of accounting entries (FEC)."""
