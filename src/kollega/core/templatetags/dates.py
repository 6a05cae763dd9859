"""`{{ at|said_day }}` and `{{ at|said_moment }}`, in every template."""

from datetime import date, datetime

from django import template

from kollega.core import dates

register = template.Library()


@register.filter
def said_day(of: date | None) -> str:
    """Day and month, with the year where it is another; nothing for nothing."""
    return dates.day(of) if of else ""


@register.filter
def said_moment(of: datetime | None) -> str:
    """The same with the time of day."""
    return dates.moment(of) if of else ""
