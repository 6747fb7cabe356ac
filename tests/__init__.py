"""Tests of the program."""

import gc

# What is imported and collected stays: sweeping through it as it comes would take a fifth of the time.
gc.set_threshold(100_000, 20, 100)
