"""Shares: the register of movements, who holds what on any day, and what the capital may not do."""
