"""Data, rights, journal, file and words: what every topic stands on. No Qt, no topic."""
