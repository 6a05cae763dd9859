"""What became of a question: the person told, and the matter after 30 and 90 days."""
