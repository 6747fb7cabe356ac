"""Rules of roles: sharing a post, sheets, who may hold what."""
