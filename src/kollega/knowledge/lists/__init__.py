"""Reading lists, areas that are followed, and what is new."""
