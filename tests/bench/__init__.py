"""Measures, on demand: ratios beside a reference in the same run, never asserted."""
