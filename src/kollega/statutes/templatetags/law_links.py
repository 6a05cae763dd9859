"""`{% load law_links %}{{ text|law_links }}`: a text whose references to laws are links.

Give it what `statutes.api.linked` made; a plain text stays as it is, escaped.
"""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from kollega.statutes.links import LinkedText, as_html

register = template.Library()


@register.filter
def law_links(text: LinkedText | str) -> SafeString:
    """The text with links, escaped."""
    if isinstance(text, LinkedText):
        return as_html(text.text, text.references)
    return conditional_escape(text)
