"""A role drawn by lot among a frozen list, with the draw that elections use; whoever doubts it does it again."""
