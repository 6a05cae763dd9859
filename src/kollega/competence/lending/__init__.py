"""Colleagues lent between municipalities for a time, and background duty that they share."""
