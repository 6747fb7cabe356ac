"""What pay and its accounting files must be."""
