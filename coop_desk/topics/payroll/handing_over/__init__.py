"""The delegation of leave and pay changes hands: what the next holder must know, ticked by both."""
