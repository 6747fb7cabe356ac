"""Colleagues name colleagues for a role, and consent: the circle of elections, on the sheet of a role."""
