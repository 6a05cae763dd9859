"""The pages of cards: writing, reading, lists, history."""
