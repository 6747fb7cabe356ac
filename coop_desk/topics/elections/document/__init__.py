"""The papers of an election: ballots, lists to sign, tally sheets, candidates, results, what an urn prints."""
