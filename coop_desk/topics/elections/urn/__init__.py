"""The sealed urn: a secret vote on a shared computer, which nobody reads before the end nor links to anybody after."""
