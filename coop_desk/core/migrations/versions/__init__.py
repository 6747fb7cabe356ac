"""One step per released version, oldest first."""
