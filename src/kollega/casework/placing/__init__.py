"""Home first: what was tried before a placement, what was missing, and the placements themselves."""
