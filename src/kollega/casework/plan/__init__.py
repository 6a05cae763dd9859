"""The plan that is made together, and how far its goals were reached."""
