"""How far each took part: the ledger of participation."""
