"""The log in words: what was done, and with what. Rooms add the words of their own kinds."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.organisation import options

Words = Mapping[str, str | Promise]

_verbs: dict[str, str | Promise] = {}
_kinds: dict[str, str | Promise] = {}


def register(*, kinds: Words, verbs: Words) -> None:
    """Give the words of a room: subject kinds ('en enhet') and audit verbs ('lade till')."""
    _kinds.update(kinds)
    _verbs.update(verbs)


def verb_in_words(log: str, verb: str) -> str:
    """What was done. `log` is 'access', 'audit' or 'day', as `core.review` says."""
    if log == "day":
        return _("arbetade i systemet")
    if log == "access":
        return _("öppnade") if verb.startswith(("GET", "HEAD")) else _("skickade in något om")
    return str(_verbs.get(verb, verb))


def kind_in_words(kind: str, reason: str = "") -> str:
    """What it was done with; empty for nothing in particular. An option's row names the option."""
    words = str(_kinds.get(kind, kind))
    if kind == "option" and (known := options.known(reason)):
        return f"{words}: {known.label}"
    return words


register(
    kinds={
        "membership": gettext_lazy("en plats i personalen"),
        "colleague": gettext_lazy("en kollegas uppgifter"),
        "unit": gettext_lazy("en enhet"),
        "option": gettext_lazy("en inställning"),
        "area": gettext_lazy("ett område"),
        "area_change": gettext_lazy("ett områdes historik"),
        "agreement": gettext_lazy("en kommuns avtal"),
        "municipality": gettext_lazy("kommunens befolkning"),
        "collaboration": gettext_lazy("samverkan"),
        "account": gettext_lazy("ett konto"),
        "log": gettext_lazy("loggen"),
        "own_data": gettext_lazy("sina egna uppgifter"),
        "accessibility_report": gettext_lazy("en synpunkt på tillgängligheten"),
    },
    verbs={
        "membership.add": gettext_lazy("lade till"),
        "membership.change": gettext_lazy("ändrade"),
        "membership.end": gettext_lazy("avslutade"),
        "membership.invite": gettext_lazy("bjöd in till"),
        "person.forget": gettext_lazy("glömde den som slutat:"),
        "membership.suspend": gettext_lazy("pausade"),
        "membership.recall": gettext_lazy("kallade hem från"),
        "membership.reopen": gettext_lazy("öppnade igen"),
        "account.invite": gettext_lazy("bjöd in till"),
        "colleague.present": gettext_lazy("visade för samverkan"),
        "unit.add": gettext_lazy("lade till"),
        "unit.rename": gettext_lazy("bytte namn på"),
        "unit.remove": gettext_lazy("tog bort"),
        "option.set": gettext_lazy("ändrade"),
        "area.adopt": gettext_lazy("hämtade områden till"),
        "area.add": gettext_lazy("lade till"),
        "area.edit": gettext_lazy("ändrade"),
        "area.merge": gettext_lazy("slog ihop"),
        "area.restore": gettext_lazy("återställde"),
        "agreement.add": gettext_lazy("lade till"),
        "agreement.end": gettext_lazy("avslutade"),
        "municipality.add": gettext_lazy("lade till"),
        "collaboration.add": gettext_lazy("lade till"),
        "municipality.population": gettext_lazy("läste in"),
        "accessibility.report": gettext_lazy("skickade"),
        "accessibility.close": gettext_lazy("åtgärdade"),
    },
)
