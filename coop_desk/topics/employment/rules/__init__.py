"""The rules of time at work: pure functions on weeks, dates and holidays."""
