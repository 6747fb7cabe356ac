"""Leave: what is earned, taken, carried over and lost, counted the way a payslip counts it."""
