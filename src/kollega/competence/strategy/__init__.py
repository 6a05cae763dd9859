"""The strategy document: what a collaboration has decided to do about its competence, and how far it has come."""
