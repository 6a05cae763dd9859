"""The coordinator's desk: what is stuck, who is asked too often, thanks."""
