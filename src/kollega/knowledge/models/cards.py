"""Knowledge cards: what a collaboration, or one municipality, knows about a question it meets.

The card holds its text as it stands; what it said before is kept in `CardVersion`. Whether it needs to
be looked over, or has expired, is worked out from `check_by` and the flags when it is read, so that no
late job makes it wrong. Why: docs/decisions/knowledge-cards.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea

NO_PASSAGE = uuid.UUID(int=0)
"""Stands where there is no text, and so nothing that passed the recognition gate."""


class Status(models.TextChoices):
    """What people have done with a card. That it needs a look, or has expired, is derived."""

    DRAFT = "draft", _("Väntar på granskning")
    REVIEWED = "reviewed", _("Granskat")
    PUBLISHED = "published", _("Publicerat")
    WITHDRAWN = "withdrawn", _("Tillbakadraget")


class Sureness(models.TextChoices):
    """How sure whoever answers for the card is of it."""

    SURE = "sure", _("Säkert")
    FAIRLY = "fairly", _("Ganska säkert")
    UNSURE = "unsure", _("Osäkert")


class Ground(models.TextChoices):
    """What a card rests on."""

    LAW = "law", _("Lag")
    RESEARCH = "research", _("Forskning")
    EXPERIENCE = "experience", _("Beprövad erfarenhet")
    PERSON = "person", _("Den enskildes egen syn")


class CardText(models.Model):
    """What a card says. Each ground is a few lines, one source to a line."""

    title = ClearedTextField()
    answer = ClearedTextField()
    body = ClearedTextField(blank=True, default="")
    law = ClearedTextField(blank=True, default="")
    research = ClearedTextField(blank=True, default="")
    experience = ClearedTextField(blank=True, default="")
    person = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField()
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Card(CardText):
    """A card. `municipality` answers for it, through `owner` while there is one.

    `saved_by` wrote the text as it stands; empty where her name is not told. `source_kind` and
    `source_id` say what the card was made of (a closed question); the page asks whoever keeps that
    whether the reader may know. `reminded_of` and `told_late_of` are the
    check dates that the owner was reminded of before and after them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    owner = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    saved_by = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_by = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    sureness = models.CharField(max_length=6, choices=Sureness.choices)
    check_months = models.PositiveSmallIntegerField(default=12)
    check_by = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    reminded_of = models.DateField(null=True)
    told_late_of = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=20, blank=True, default="")
    source_id = models.UUIDField(null=True)
    sort_key = models.CharField(max_length=200)
    saved_at = models.DateTimeField(default=clock.now)
    reviewed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={
            "status": "a choice",
            "sureness": "a choice",
            "source_kind": "a model's name, from the code",
            "sort_key": "made from the title that stands beside it",
        },
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "sort_key", "id"], name="knowledge_card_order"),
            models.Index(
                fields=["collaboration", "municipality", "owner"], name="knowledge_card_owner"
            ),
            models.Index(fields=["collaboration", "source_id"], name="knowledge_card_source"),
            models.Index(fields=["passage_id"], name="knowledge_card_pass"),
        ]


class CardVersion(CardText):
    """What a card said before it was changed. A card that is shared later leaves its own
    municipality's versions at home."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    card = TenantKey(Card, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    saved_by = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    saved_at = models.DateTimeField()

    zone = zones.shared(
        narrowed_by="only_municipality_id", closed_by="taken_down_at", unchanging=True
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "card", "number"], name="knowledge_cardversion_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["passage_id"], name="knowledge_cardversion_pass"),
        ]


class OfCard(models.Model):
    """Something that belongs to a card and is read by the same people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)

    class Meta:
        abstract = True


class CardArea(OfCard):
    """A practice area that a card is about; `place` 0 is the first."""

    card = TenantKey(Card, on_delete=models.CASCADE, related_name="areas", db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, db_index=False)
    place = models.PositiveSmallIntegerField(default=0)

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "card", "area"], name="knowledge_cardarea_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "area", "card"], name="knowledge_cardarea_area"),
        ]


class CardReference(OfCard):
    """A section that a card cites; `chapter` and `section` are empty where it names the whole law."""

    card = TenantKey(Card, on_delete=models.CASCADE, related_name="references", db_index=False)
    sfs = models.CharField(max_length=12)
    chapter = models.CharField(max_length=8, blank=True)
    section = models.CharField(max_length=8, blank=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        plain=dict.fromkeys(("sfs", "chapter", "section"), "a number, read out by the code"),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "card", "sfs", "chapter", "section"],
                name="knowledge_cardreference_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "sfs", "chapter", "section"], name="knowledge_cardref_law"
            ),
        ]


class CardLink(OfCard):
    """Another card to read too. Each pair stands once; it is shown on both."""

    card = TenantKey(Card, on_delete=models.CASCADE, related_name="links", db_index=False)
    other = TenantKey(Card, on_delete=models.CASCADE, related_name="+", db_index=False)

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "card", "other"], name="knowledge_cardlink_once"
            ),
            models.CheckConstraint(
                condition=~Q(card=models.F("other")), name="knowledge_cardlink_not_itself"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "other"], name="knowledge_cardlink_other"),
        ]


class CardCheck(OfCard):
    """Somebody has looked the card over: it is still right. `reason` says why where it had flags."""

    card = TenantKey(Card, on_delete=models.CASCADE, related_name="checks", db_index=False)
    at = models.DateTimeField(default=clock.now)
    by = TenantKey(Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    check_by = models.DateField()
    reason = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField(default=NO_PASSAGE)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(narrowed_by="only_municipality_id", closed_by="taken_down_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(reason="") | ~Q(passage_id=NO_PASSAGE),
                name="knowledge_cardcheck_passage",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "card", "-at"], name="knowledge_cardcheck_card"),
            models.Index(fields=["passage_id"], name="knowledge_cardcheck_pass"),
        ]


class CardFlag(OfCard):
    """A reason to look the card over: the law has changed, or a reader says that something is wrong.

    `since`: the day from which the section reads otherwise. `before_id`: the wording that the section
    had until then, where an import brought another. `settled_how` says how it was dealt with;
    empty while it is open.
    """

    class Kind(models.TextChoices):
        CHANGED = "changed", _("Paragrafen har ändrats")
        REPEALED = "repealed", _("Paragrafen är upphävd")
        OLD_LAW = "old_law", _("Äldre lag")
        DOUBT = "doubt", _("Något stämmer inte")

    class How(models.TextChoices):
        EDITED = "edited", _("Kortet är ändrat")
        CHECKED = "checked", _("Kortet stämmer fortfarande")
        TAKEN_BACK = "taken_back", _("Togs tillbaka")
        PUT_RIGHT = "put_right", _("Paragrafen har sin tidigare lydelse igen")

    card = TenantKey(Card, on_delete=models.CASCADE, related_name="flags", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    sfs = models.CharField(max_length=12, blank=True)
    chapter = models.CharField(max_length=8, blank=True)
    section = models.CharField(max_length=8, blank=True)
    since = models.DateField(null=True)
    before_id = models.UUIDField(null=True)
    text = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField(default=NO_PASSAGE)
    raised_by = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    raised_at = models.DateTimeField(default=clock.now)
    settled_how = models.CharField(max_length=10, choices=How.choices, blank=True, default="")
    settled_by = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={
            "kind": "a choice",
            "settled_how": "a choice",
            **dict.fromkeys(("sfs", "chapter", "section"), "a number, read out by the code"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(text="") | ~Q(passage_id=NO_PASSAGE),
                name="knowledge_cardflag_passage",
            ),
            models.UniqueConstraint(
                fields=["collaboration", "card", "kind", "sfs", "chapter", "section", "since"],
                condition=~Q(kind="doubt"),
                nulls_distinct=False,
                name="knowledge_cardflag_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "card", "settled_at"], name="knowledge_cardflag_card"
            ),
            models.Index(fields=["passage_id"], name="knowledge_cardflag_pass"),
        ]
