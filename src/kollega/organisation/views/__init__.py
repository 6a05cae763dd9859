"""The organisation's screens, one module for each subject."""
