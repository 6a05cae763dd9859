"""The map: how much there is of each area in each municipality, and how much there should be."""
