"""Backup and restore: one archive with everything that cannot be made again, and the way back.

`archive` is the file, `copying` fills it, `restoring` reads it back, `tables` says in one line what a
table holds, so that what came back can be compared with what was there. Why it is done so:
docs/decisions/backup.md.
"""
