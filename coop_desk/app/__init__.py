"""What starts: sign-in, window, command line, demo co-op, tour."""
