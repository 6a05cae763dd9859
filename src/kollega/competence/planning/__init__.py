"""From what is lacking to three proposals: gap, what it is made from, the search, and what it found."""
