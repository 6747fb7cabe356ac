"""Who the co-operative is, and what its statutes say, on any day."""
