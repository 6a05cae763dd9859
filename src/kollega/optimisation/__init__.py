"""Plans for competence that many small employers share: what to do, when, for whom, and what it costs.

Pure Python without a database; usable alone.
"""
