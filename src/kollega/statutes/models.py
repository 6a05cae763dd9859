"""Statutes by section, each wording with the day it applies from."""
