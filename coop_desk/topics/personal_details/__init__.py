"""Bank details and social-security numbers: sealed, given by each person or recorded by whoever holds the key."""
