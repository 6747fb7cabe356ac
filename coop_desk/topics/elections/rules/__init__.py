"""What an election asks for, in pure functions."""
