"""People: their numbers, how they may be reached, who they are to each other, and finding them."""
