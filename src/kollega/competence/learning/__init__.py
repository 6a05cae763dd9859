"""Courses, supervision groups and rounds of the collaboration: what there is, when, and who goes."""
