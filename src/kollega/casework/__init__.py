"""The work room: people and cases, the picture drawn together, plans and ledgers. Not the record."""
