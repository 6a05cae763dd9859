"""Demand: what is asked for of each area, set against how many can, and hours that are promised."""
