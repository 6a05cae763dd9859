"""Cases: how they begin, who works with them, and what is written down while working."""
