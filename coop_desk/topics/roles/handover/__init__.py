"""Handing a role over: the plan made when a mandate is adopted, learning, buddy pairs, what the next holder reads."""
