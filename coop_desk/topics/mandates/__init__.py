"""Who leads the co-operative: posts, and mandates from a day to a day, opened and ended by a decision."""
