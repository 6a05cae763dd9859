"""What there is near by: homes, contact families, groups, associations, open services, and whom to ring."""
