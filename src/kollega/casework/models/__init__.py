"""The room's tables, a module for each part. Names are imported here so that Django finds them."""
