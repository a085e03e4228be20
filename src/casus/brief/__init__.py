"""The straight line from a page to a brief, and the question that a brief or a what-if asks."""
