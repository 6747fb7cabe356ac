"""Minutes: drawn from the facts of a meeting, edited, sealed, completed by additifs, quoted."""
