"""The room's pages: lists, asking, the thread, help by telephone."""
