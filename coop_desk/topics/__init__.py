"""One folder per part of the co-operative's life."""
