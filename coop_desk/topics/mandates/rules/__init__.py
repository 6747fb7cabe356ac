"""The rules of mandates: who may hold a post, for how long, and how a mandate ends."""
