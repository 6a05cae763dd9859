"""What a municipality or a collaboration may choose about rounds."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor
from kollega.organisation.options import Option, register, register_room, value

OWN_LINK = "rounds.video_link"
SHARED_LINK = "rounds.shared_video_link"
WEEKS_AHEAD = "rounds.weeks_ahead"
MOST_CASES = "rounds.most_cases"
KEPT_MONTHS = "rounds.kept_months"
PARTS = ("summary", "questions", "advice", "take")


def _minutes(name: str, label: object, default: int) -> Option:
    return Option(
        f"rounds.{name}_minutes",
        "integer",
        default=default,
        label=label,  # type: ignore[arg-type]  # a lazy text
        minimum=1,
        maximum=60,
        scope="collaboration",
    )


register_room("rounds", _("Rundor"), switch=True)
register(
    Option(
        OWN_LINK,
        "link",
        default="",
        label=_("Kommunens eget videorum"),
        help=_("Adressen till ett stående videomöte. Kan väljas av den som leder en runda."),
    ),
    Option(
        SHARED_LINK,
        "link",
        default="",
        label=_("Samverkans gemensamma videorum"),
        help=_("Adressen till ett stående videomöte. Står i nya rundor om inget annat väljs."),
        scope="collaboration",
    ),
    Option(
        WEEKS_AHEAD,
        "integer",
        default=8,
        label=_("Så många veckor framåt läggs den stående rundan in"),
        minimum=2,
        maximum=26,
        scope="collaboration",
    ),
    Option(
        MOST_CASES,
        "integer",
        default=2,
        label=_("Så många frågor får plats i en stående runda"),
        minimum=1,
        maximum=6,
        scope="collaboration",
    ),
    _minutes("summary", _("Minuter för sammanfattning"), 5),
    _minutes("questions", _("Minuter för klargörande frågor"), 10),
    _minutes("advice", _("Minuter för råd"), 15),
    _minutes("take", _("Minuter för vad vi tar med oss"), 5),
    Option(
        KEPT_MONTHS,
        "integer",
        default=24,
        label=_("Rundor och anteckningar gallras efter så många månader"),
        help=_("Enligt er egen dokumenthanteringsplan. De går senast när frågan gallras."),
        minimum=1,
        maximum=120,
        scope="collaboration",
    ),
)


def part_minutes(actor: Actor) -> tuple[int, ...]:
    """How long each part of a case is meant to be."""
    return tuple(int(value(actor, f"rounds.{name}_minutes")) for name in PARTS)
