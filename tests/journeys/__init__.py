"""Several people in turn, through the real doors: the window and the command line."""
