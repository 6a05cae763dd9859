"""Which municipality holds a rare area for the others."""
