"""What may happen to a co-op, injected: the faults F01 to F18."""
