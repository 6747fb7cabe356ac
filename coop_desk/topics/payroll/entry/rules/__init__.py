"""Rules of the entry of pay: the accounts it goes to, what must balance, how its files are written."""
