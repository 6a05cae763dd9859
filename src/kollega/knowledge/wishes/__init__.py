"""What was sought and not found."""
