"""A knowledge card from an answer: proposed by one side, read and approved by the other.

Why it is done as it is: docs/decisions/card-from-answer.md.
"""
