"""The organisation's own options: whom to ring, where the record is kept, working hours."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import Option, register, register_room

register_room("organisation", _("Kommunen"))
register(
    Option(
        "organisation.board_name",
        "text",
        default="Socialnämnden",
        label=_("Nämndens namn"),
        help=_("Så som det står på papper."),
        required=True,
    ),
    Option(
        "organisation.urgent_text",
        "text",
        default="Vänta inte på svar här om det är akut",
        label=_("Rubrik ovanför frågeformuläret"),
        help=_("Står ovanför telefonnumren nedan."),
        required=True,
    ),
    Option(
        "organisation.manager_name",
        "text",
        default="Din chef",
        label=_("Chef att ringa när det är akut"),
        help=_("Namn eller roll, till exempel Din chef."),
        required=True,
    ),
    Option("organisation.manager_phone", "phone", default="", label=_("Chefens telefonnummer")),
    Option(
        "organisation.emergency_name",
        "text",
        default="Socialjouren",
        label=_("Socialjourens namn"),
        required=True,
    ),
    Option(
        "organisation.emergency_phone", "phone", default="", label=_("Socialjourens telefonnummer")
    ),
    Option(
        "organisation.emergency_hours",
        "text",
        default="",
        label=_("När socialjouren svarar"),
        help=_("Till exempel: vardagar 16.30–8.00, dygnet runt på helger."),
    ),
    Option(
        "organisation.police_phone",
        "phone",
        default="112",
        label=_("Polisens nummer när någon är i fara"),
        required=True,
    ),
    Option(
        "organisation.police_text",
        "text",
        default="Polisen",
        label=_("Text vid polisens nummer"),
        required=True,
    ),
    Option(
        "organisation.record_system",
        "text",
        default="",
        label=_("Vi journalför i"),
        help=_("Namnet på ert verksamhetssystem. Digital kollega är inte journal."),
    ),
    Option(
        "organisation.working_hours",
        "hours",
        default="mån–fre 8.00–16.30",
        label=_("Arbetstid"),
        help=_("Till exempel mån–tors 8.00–16.30, fre 8.00–15.00. Helgdagar räknas bort."),
        required=True,
    ),
    Option(
        "organisation.accessibility_contact",
        "text",
        default="",
        label=_("Vem som tar emot synpunkter på tillgängligheten"),
        help=_("E-post eller telefon. Står i tillgänglighetsredogörelsen."),
    ),
    Option(
        "organisation.forget_after_months",
        "integer",
        default=12,
        label=_("Glöm den som har slutat efter så många månader"),
        help=_("Namnet tas bort. Det personen skrev för andra blir kvar utan namn."),
        minimum=1,
        maximum=120,
    ),
)
