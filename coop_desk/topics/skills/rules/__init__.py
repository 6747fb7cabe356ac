"""Rules of skills: the words of the levels, who may confirm, what is trained for, what is key."""
