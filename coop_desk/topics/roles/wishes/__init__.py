"""What each person wishes of the roles: how much, a refusal, a candidacy; and how much of it all at once."""
