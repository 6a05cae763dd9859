"""The room's tables, a module for each part. Names are imported here so that Django finds them."""

from kollega.knowledge.models.wishes import Commission, HelpCount, Helped, Wish, WishMark

__all__ = ["Commission", "HelpCount", "Helped", "Wish", "WishMark"]
