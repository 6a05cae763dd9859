"""Taking the knowledge bank along: as Markdown with attachments, and as a static readable archive.

Only what the one who asks may read. Why and how: docs/decisions/knowledge-export.md.
"""
