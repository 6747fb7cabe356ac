"""Elections and votes: how they are counted, told and kept secret."""
