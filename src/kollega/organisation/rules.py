"""Who may do what with the organisation, and why not."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow, by_name
from kollega.organisation.models import ROLE_LABELS, Membership

GIVEN_BY_MANAGERS = (Role.CASEWORKER, Role.MANAGER)


def change_staff(actor: Actor) -> Ability:
    """Add people, change their places and let them end."""
    return allow(
        "change_staff",
        actor.municipality_id is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR),
        _("Bara chefer och administratörer kan se och ändra kommunens personal."),
    )


def change_units(actor: Actor) -> Ability:
    """Add, rename and remove units."""
    return allow(
        "change_units",
        actor.municipality_id is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR),
        _("Bara chefer och administratörer kan ändra enheter."),
    )


def see_options(actor: Actor) -> Ability:
    """Read what the municipality and the collaboration have chosen: everybody at work there."""
    return allow(
        "see_options",
        actor.municipality_id is not None,
        _("Du behöver en plats i en kommun för att se dess inställningar."),
    )


def change_municipality_options(actor: Actor) -> Ability:
    """Choose for the municipality."""
    return allow(
        "change_municipality_options",
        actor.municipality_id is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR),
        _("Bara chefer och administratörer kan ändra kommunens inställningar."),
    )


def change_collaboration_options(actor: Actor) -> Ability:
    """Choose for the whole collaboration."""
    return allow(
        "change_collaboration_options",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra det som gäller hela samverkan."),
    )


def change_areas(actor: Actor) -> Ability:
    """Add, change, merge and restore practice areas."""
    return allow(
        "change_areas",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra områden. Hör av dig till samordnaren med ditt förslag."),
    )


def change_agreements(actor: Actor) -> Ability:
    """Let municipalities join and leave the collaboration."""
    return allow(
        "change_agreements",
        actor.office == "administrator" and actor.collaboration_id is not None,
        _("Bara den som driver systemet kan lägga till och avsluta kommuner."),
    )


def import_population(actor: Actor) -> Ability:
    """Read in how many live in the municipality."""
    return allow(
        "import_population",
        actor.municipality_id is not None and actor.has(Role.ADMINISTRATOR),
        _("Bara administratörer kan läsa in kommunens befolkning."),
    )


def review_log(actor: Actor) -> Ability:
    """See who has opened what in the municipality."""
    return allow(
        "review_log",
        actor.municipality_id is not None and actor.has(Role.LOG_REVIEWER),
        _("Bara logggranskare kan se loggen."),
    )


def report_barrier(actor: Actor) -> Ability:
    """Tell about something that could not be used."""
    return allow(
        "report_barrier",
        actor.municipality_id is not None,
        _("Du behöver en plats i en kommun. Hör av dig till den som gav dig kontot."),
    )


def read_reports(actor: Actor) -> Ability:
    """Read what people have told about accessibility."""
    return allow(
        "read_reports",
        actor.municipality_id is not None and actor.has(Role.ADMINISTRATOR),
        _("Bara administratörer kan läsa synpunkter på tillgängligheten."),
    )


ALL = (
    change_staff,
    change_units,
    see_options,
    change_municipality_options,
    change_collaboration_options,
    change_areas,
    change_agreements,
    import_population,
    review_log,
    report_barrier,
    read_reports,
)


def abilities(actor: Actor) -> dict[str, Ability]:
    """All of them by name, for templates."""
    return by_name(rule(actor) for rule in ALL)


def grantable(actor: Actor) -> tuple[Role, ...]:
    """The roles that the actor may give and take: a manager not those that watch or steer."""
    if actor.has(Role.ADMINISTRATOR):
        return tuple(ROLE_LABELS)
    return GIVEN_BY_MANAGERS if actor.has(Role.MANAGER) else ()


def end_membership(actor: Actor, membership: Membership) -> Ability:
    """Let this place end: not one's own, and not one whose roles one could not have given."""
    if membership.account_id == actor.account_id:
        why = _("Du kan inte avsluta din egen plats. Be en annan chef eller administratör.")
        return allow("end_membership", allowed=False, why=why)
    if membership.lent_by_id is not None:
        why = _("Personen är lånad. Dagarna ändras i överenskommelsen under Lånade kollegor.")
        return allow("end_membership", allowed=False, why=why)
    beyond = set(membership.roles) - {str(role) for role in grantable(actor)}
    return allow(
        "end_membership",
        bool(change_staff(actor)) and not beyond,
        _("Bara administratörer kan avsluta någon som har den rollen."),
    )


def change_roles(actor: Actor, membership: Membership) -> Ability:
    """Change this place's roles: never one's own."""
    return allow(
        "change_roles",
        bool(change_staff(actor)) and membership.account_id != actor.account_id,
        _("Du kan inte ändra dina egna roller. Be en annan chef eller administratör."),
    )


def roles_after(actor: Actor, before: Collection[str], chosen: Iterable[str]) -> list[str]:
    """The roles to store: those chosen, and those there were that the actor may not touch.

    Raises:
        ValidationError: a role was chosen that the actor may not give, or none is left.
    """
    mine = {str(role) for role in grantable(actor)}
    wanted = set(chosen)
    if wanted - mine - set(before):
        raise ValidationError({"roles": _("Du kan inte ge den rollen. Be en administratör.")})
    roles = (wanted & mine) | (set(before) - mine)
    if not roles:
        raise ValidationError({"roles": _("Välj minst en roll.")})
    return sorted(roles)
