"""What is held of a person's drafts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import file_words
from kollega.border.models import Draft, DraftFile, SecondLook
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets


@exports(gettext_lazy("Dina utkast"))
def drafts(actor: Actor) -> Rows:
    """Texts that have not been sent."""
    rows = Draft.objects.filter(municipality_id=actor.municipality_id, account_id=actor.account_id)
    for row in rows.order_by("-saved_at"):
        yield {
            _("Sparat"): row.saved_at,
            _("Text"): "\n\n".join(str(text) for text in row.body.values() if text),
        }


@exports(gettext_lazy("Filer vid dina utkast"))
def files(actor: Actor) -> Rows:
    """Files that have not been sent."""
    rows = DraftFile.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    for row in rows.defer("data").order_by("-added_at"):
        yield {
            _("Tillagd"): row.added_at,
            _("Namn"): row.name,
            _("Vad det är"): file_words.shape(row.kind, row.size, row.pages),
            _("Text i filen"): row.text,
        }


@forgets
def forget(actor: Actor) -> None:
    """Drafts, and the texts that somebody was asked to read."""
    mine = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    Draft.objects.filter(**mine).delete()
    SecondLook.objects.filter(**mine).delete()
    SecondLook.objects.filter(
        municipality_id=actor.municipality_id, reader_id=actor.account_id
    ).delete()
