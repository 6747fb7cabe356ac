"""Minutes on the screen: the list, the minutes of one meeting, the register."""
