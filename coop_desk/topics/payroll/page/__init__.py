"""Pay on the screen: the month, its exports, its accounting entry, the hand-over of the delegation."""
