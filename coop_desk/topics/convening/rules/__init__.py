"""What the law and the statutes ask of a convocation. Pure: same facts, same dates."""
