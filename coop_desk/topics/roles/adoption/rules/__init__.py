"""What plans may weigh, how months become days, what two plans and two states of the co-op have different."""
