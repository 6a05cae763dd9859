"""Paper: one clean, accessible sheet from a typst template and data.

Ground floor: no Django. What somebody wrote reaches the template as JSON and is never pasted into
markup, so no text can change the sheet.
"""

from kollega.paper.sheet import PaperError, pdf

__all__ = ["PaperError", "pdf"]
