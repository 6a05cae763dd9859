"""Documents brought in from elsewhere, as headed passages."""
