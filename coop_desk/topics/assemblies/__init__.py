"""Meetings of the co-op's bodies: agenda, presence, proxies, votes, decisions."""
