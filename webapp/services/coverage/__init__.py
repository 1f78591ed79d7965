"""Coverage of the figures that need a plan: the board for a committee, and its table."""
