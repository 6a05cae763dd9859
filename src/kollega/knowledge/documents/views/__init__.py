"""Pages about documents: reading them, and bringing them in."""
