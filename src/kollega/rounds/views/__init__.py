"""The room's pages: rounds, taking a question up, notes, standing rounds, calendars."""
