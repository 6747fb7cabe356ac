"""How older files are brought to today's tables."""
