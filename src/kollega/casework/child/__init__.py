"""The child's frame: its words and who may read them, its best interests, what its words changed."""
