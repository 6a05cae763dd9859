"""'Vem kan det här?': colleagues by area."""
