"""The pages of reading lists."""
