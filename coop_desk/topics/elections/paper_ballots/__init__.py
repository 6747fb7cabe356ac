"""Paper ballots: counted against the list, keyed by two tellers who do not see each other's, settled together."""
