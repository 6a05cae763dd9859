"""Pages about lent colleagues and background duty."""
