"""What is shown of the figures: each with its message, table and chart, from published cells alone."""

from kollega.followup.figures import collaboration, effect  # noqa: F401 - figures register themselves
from kollega.followup.figures.read import HIDDEN, Figures, Told, read
from kollega.followup.figures.shape import KINDS, Figure, every_chart, of_tab

__all__ = ["HIDDEN", "KINDS", "Figure", "Figures", "Told", "every_chart", "of_tab", "read"]
