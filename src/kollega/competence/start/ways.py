"""Where the room's first page leads: headings with ways, each for those it is meant for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.competence.alarm import rules as alarm
from kollega.competence.bringing import rules as bringing
from kollega.competence.demand import rules as demand
from kollega.competence.planning import rules as planning
from kollega.competence.profile import rules as profile
from kollega.core.actor import Actor
from kollega.core.rules import Ability
from kollega.organisation.options import room_is_on

Text = str | Promise
May = Callable[[Actor], Ability]


@dataclass(frozen=True)
class Way:
    """A page: its name, what it is good for, and who has it (nobody named: everybody)."""

    title: Text
    name: str
    help: Text
    may: May | None = None

    @property
    def url(self) -> str:
        return reverse(self.name)

    def is_open(self, actor: Actor) -> bool:
        """Whether the actor has the page. No statement."""
        return room_is_on(actor, self.name.partition(":")[0]) and (
            self.may is None or bool(self.may(actor))
        )


@dataclass(frozen=True)
class Heading:
    """Ways that belong together."""

    ref: str
    title: Text
    ways: tuple[Way, ...]


HEADINGS = (
    Heading(
        "du",
        _("Du och din kunskap"),
        (
            Way(
                _("Min kompetens"),
                "competence:profile",
                _("Vad du kan, när du kan frågas, underlag och samtal."),
            ),
            Way(
                _("Vem kan det här?"),
                "competence:who",
                _("Kollegor i alla kommuner, med nummer att ringa."),
            ),
            Way(
                _("Mentor för någon ny"),
                "introduction:mentor",
                _("Erbjud dig, och se den du är mentor för."),
            ),
        ),
    ),
    Heading(
        "laget",
        _("Hur det står till"),
        (
            Way(
                _("Kompetenskarta"),
                "competence:map",
                _("Hur många som kan vad i varje kommun."),
            ),
            Way(
                _("Sårbara områden"),
                "competence:alarms",
                _("Där det finns för få nu, eller snart kan göra det."),
            ),
            Way(
                _("Efterfrågan"),
                "competence:demand",
                _("Vad det frågas om, och om de som kan räcker till."),
            ),
            Way(
                _("Utlovade svarstider"),
                "competence:promises",
                _("När kollegor har sagt att de kan frågas, och hur det gick."),
            ),
            Way(
                _("Försörjningsplan"),
                "competence:plan_gap",
                _("Vad som saknas, och tre förslag på hur det kan nås."),
                planning.plan,
            ),
            Way(
                _("Strategi för kompetens"),
                "competence:strategies",
                _("Vad nämnderna har beslutat att det ska finnas, och hur det går."),
            ),
        ),
    ),
    Heading(
        "dela",
        _("Dela på det ni har"),
        (
            Way(
                _("Stödkommuner"),
                "competence:hosts",
                _("Vem som kan det sällsynta åt de andra, och vem som täcker semestern."),
            ),
            Way(
                _("Lånade kollegor"),
                "competence:loans",
                _("Låna eller låna ut en kollega en tid."),
            ),
            Way(
                _("Beredskap i bakgrunden"),
                "competence:duties",
                _("Vem den som har jour kan ringa, oavsett kommun."),
            ),
        ),
    ),
    Heading(
        "lara",
        _("Lär tillsammans"),
        (
            Way(
                _("Kurser och handledning"),
                "competence:learning",
                _(
                    "Kalendern för alla kommuner: vad som går när, och hur många platser som är kvar."
                ),
            ),
            Way(
                _("Kurslista"),
                "competence:courses",
                _("Vad det finns att lära sig av, vad det ger och vad det tar."),
            ),
        ),
    ),
    Heading(
        "personal",
        _("Era medarbetare"),
        (
            Way(
                _("Medarbetarnas kompetens"),
                "competence:staff",
                _("Nivåer, behörighet och samtal."),
                profile.see_staff,
            ),
            Way(
                _("Medarbetarnas kurser"),
                "competence:staff_learning",
                _("Vad de är anmälda till, och vad som återstår att boka."),
                profile.see_staff,
            ),
            Way(
                _("Nya och de som slutar"),
                "introduction:people",
                _("Att ingen börjar ensam, och att inget blir liggande."),
                profile.see_staff,
            ),
            Way(
                _("Slutdatum och pensioner"),
                "competence:terms",
                _("Det du vet om framtiden. Räknas bara ihop med andras."),
                alarm.change_terms,
            ),
            Way(
                _("Tomma tjänster"),
                "competence:vacancies",
                _("Tjänster som ingen har, och vad de är till för."),
                bringing.bring_lists,
            ),
            Way(
                _("Nya ärenden"),
                "competence:cases",
                _("Hur många ni har haft i varje område, så att behovet syns."),
                demand.give_cases,
            ),
            Way(
                _("Personallistor"),
                "competence:lists",
                _("Läs in från Excel eller personalsystemet, eller hämta ut."),
                bringing.bring_lists,
            ),
        ),
    ),
)
