"""Letters: one plain and one simple HTML part with the same words, and links to pages.

A letter leaves the house, so it holds only the code's own words: never a name, a title or anything
that somebody wrote. What it is about is read after signing in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kollega.core.models import Account


class AwayError(OSError):
    """The mail server could not be reached: it has not got the letter."""


NOT_TAKEN = (AwayError, SMTPResponseException, SMTPRecipientsRefused)
"""What tells that nobody has the letter. After any other trouble the server may have it."""

PRODUCT = "Digital kollega"
MOST_LINES = 30


@dataclass(frozen=True)
class Line:
    """One thing that waits: words, and the path of its page."""

    text: str | Promise
    path: str

    @property
    def url(self) -> str:
        """The whole address, as a letter must give it."""
        return settings.ADDRESS.rstrip("/") + self.path


def send(account: Account, lines: Sequence[Line], *, letter_id: UUID) -> None:
    """Send the person these lines, in their language. Nothing is sent for no lines.

    letter_id: the same for a letter that is sent again, so that a mail program shows it once.

    Raises:
        AwayError: there is no mail server to be reached.
        SMTPException, OSError: it did not take the letter, or may not have.
    """
    if not lines:
        return
    with translation.override(account.language):
        letter = compose(account, lines, letter_id=letter_id)
    letter.connection = mail.get_connection()
    try:
        letter.connection.open()
    except (SMTPException, OSError) as problem:
        raise AwayError(type(problem).__name__) from problem
    try:
        letter.send()
    finally:
        letter.connection.close()


def compose(account: Account, lines: Sequence[Line], *, letter_id: UUID) -> EmailMultiAlternatives:
    """The letter, in the language that is active."""
    if len(lines) == 1:
        subject = f"{PRODUCT}: {lines[0].text}"
    else:
        subject = _("%(product)s: %(count)d nya notiser") % {
            "product": PRODUCT,
            "count": len(lines),
        }
    page = {
        "product": PRODUCT,
        "lines": lines[:MOST_LINES],
        "more": max(len(lines) - MOST_LINES, 0),
        "all": Line("", reverse("notices:list")),
        "settings": Line("", reverse("notices:settings")),
        "language": translation.get_language(),
    }
    letter = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("core/letter.txt", page),
        to=[account.email],
        headers={
            "Message-ID": f"<{letter_id}@{settings.HOST}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string("core/letter.html", page), "text/html")
    return letter
