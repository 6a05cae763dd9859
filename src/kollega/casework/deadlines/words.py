"""What the rules are called on screen, and on what ground a time can be made longer."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Ground(StrEnum):
    """Why a time may be longer than the law's own."""

    EXCEPTIONAL = "exceptional"
    SPECIAL = "special"
    SPECIAL_TIME = "special_time"
    SPECIAL_OTHERWISE = "special_otherwise"
    SPEAKS_AGAINST = "speaks_against"
    LONGER_STAY = "longer_stay"
    COURT_ALLOWS = "court_allows"
    COURT_ALLOWS_INQUIRY = "court_allows_inquiry"
    COURT_PROLONGS = "court_prolongs"
    EXCEPTIONAL_OBSTACLE = "exceptional_obstacle"
    TO_A_WEEK = "to_a_week"
    DAYS_NOT_COUNTED = "days_not_counted"


GROUNDS: dict[Ground, Promise] = {
    Ground.EXCEPTIONAL: _("Tiden får bara förlängas om det finns synnerliga skäl."),
    Ground.SPECIAL: _("Tiden får bli längre om det finns särskilda skäl."),
    Ground.SPECIAL_TIME: _(
        "Om det finns särskilda skäl får nämnden besluta att förlänga utredningen för viss tid."
    ),
    Ground.SPECIAL_OTHERWISE: _("Tiden får bli längre om särskilda skäl ger anledning till det."),
    Ground.SPEAKS_AGAINST: _("Tiden behöver inte hållas om särskilda skäl talar mot det."),
    Ground.LONGER_STAY: _("Om det finns särskilda skäl får barnet vårdas längre i jourhemmet."),
    Ground.COURT_ALLOWS: _(
        "Förvaltningsrätten får medge längre tid om ytterligare utredning eller någon annan särskild "
        "omständighet gör det nödvändigt. Begär det innan tiden har gått ut."
    ),
    Ground.COURT_ALLOWS_INQUIRY: _(
        "Förvaltningsrätten får medge längre tid om ytterligare utredning gör det nödvändigt. Begär det "
        "innan tiden har gått ut."
    ),
    Ground.COURT_PROLONGS: _(
        "Förvaltningsrätten får förlänga tiden om ytterligare utredning eller någon annan särskild "
        "omständighet gör det nödvändigt."
    ),
    Ground.EXCEPTIONAL_OBSTACLE: _("Rätten får ta längre tid om det finns synnerliga hinder."),
    Ground.TO_A_WEEK: _(
        "Rätten får förlänga tiden till en vecka om det är nödvändigt på grund av någon särskild "
        "omständighet."
    ),
    Ground.DAYS_NOT_COUNTED: _(
        "Dagar då personen olovligen är borta, är häktad eller sitter i fängelse räknas inte med."
    ),
}

TITLES: dict[str, Promise] = {
    "protection_assessment": _("Bedöm genast om barnet behöver skydd"),
    "preliminary_assessment": _("Besluta om utredning ska inledas"),
    "investigation_at_once": _("Inled utredning"),
    "child_investigation_at_once": _("Inled utredning efter ansökan"),
    "child_investigation": _("Utredningen ska vara klar"),
    "concerned_informed": _("Berätta för dem som berörs att en utredning har inletts"),
    "reporter_told": _("Berätta för anmälaren om utredning inleds eller inte"),
    "reporter_told_at_once": _("Svara anmälaren som har frågat"),
    "care_review": _("Överväg om vården fortfarande behövs"),
    "protected_housing_review": _("Överväg om skyddat boende fortfarande behövs"),
    "custody_question": _("Överväg om vårdnaden ska flyttas över"),
    "care_plan_revision": _("Revidera vårdplanen"),
    "jourhem_longest": _("Barnet får inte bo längre i jourhemmet"),
    "follow_up_ends": _("Uppföljningen av barnets situation ska avslutas"),
    "unexecuted_decision": _("Beslutet ska vara verkställt, annars ska det rapporteras"),
    "interrupted_decision": _("Beslutet ska verkställas igen, annars ska det rapporteras"),
    "late_decision_report": _(
        "Rapportera beslutet som inte är verkställt till IVO och revisorerna"
    ),
    "late_decision_council": _(
        "Rapportera till fullmäktige hur många beslut som inte är verkställda"
    ),
    "reclaim": _("Sista dag att väcka talan om återkrav"),
    "sip_begun": _("Påbörja arbetet med den samordnade individuella planen"),
    "transfer_answered": _("Svara den andra kommunen om ärendet ska flyttas över"),
    "transfer_silence": _("Har den andra kommunen inte svarat får nämnden vända sig till IVO"),
    "transfer_at_ivo": _("IVO ska ha beslutat om överflyttningen"),
    "youth_service": _("Ungdomstjänsten ska ha börjat"),
    "adoption_checked": _("Kontrollera om något har ändrats för dem som vill adoptera"),
    "adoption_permit_lapses": _("Medgivandet att ta emot ett barn upphör"),
    "adoption_answer": _("Pröva om adoptionen får fortsätta"),
    "lvu_submission": _("Underställ omhändertagandet förvaltningsrätten, annars upphör det"),
    "lvu_court_week": _("Förvaltningsrätten ska ha prövat omhändertagandet"),
    "lvu_application": _("Ansök om vård, annars upphör omhändertagandet"),
    "lvu_temporary_care": _("Ansök igen, annars upphör den tillfälliga vården"),
    "lvu_court_two_weeks": _("Förvaltningsrätten ska ha tagit upp målet"),
    "lvu_care_begun": _("Vården ska ha börjat, annars upphör rättens beslut"),
    "lvu_care_review": _("Överväg om vård enligt LVU fortfarande behövs"),
    "lvu_care_examined": _("Pröva om vården enligt LVU ska upphöra"),
    "lvu_custody_question": _("Överväg om vårdnaden ska flyttas över"),
    "lvu_contact_review": _(
        "Överväg om beslutet om umgänge eller hemlig vistelseort fortfarande behövs"
    ),
    "lvu_follow_up_ends": _("Uppföljningen efter vården ska avslutas"),
    "lvu_preventive_review": _("Pröva om den förebyggande insatsen ska upphöra"),
    "lvu_moving_ban_submission": _("Underställ flyttningsförbudet förvaltningsrätten"),
    "lvu_moving_ban_application": _("Ansök om flyttningsförbud, annars upphör det tillfälliga"),
    "lvu_moving_ban_review": _("Överväg om flyttningsförbudet fortfarande behövs"),
    "lvu_travel_ban_submission": _("Underställ utreseförbudet förvaltningsrätten"),
    "lvu_travel_ban_application": _("Ansök om utreseförbud, annars upphör det tillfälliga"),
    "lvu_travel_ban_review": _("Pröva om utreseförbudet ska upphöra"),
    "lvm_submission": _("Underställ omhändertagandet förvaltningsrätten, annars upphör det"),
    "lvm_court_four_days": _("Rätten ska ha prövat omhändertagandet"),
    "lvm_application": _("Ansökan om tvångsvård ska ha kommit in till förvaltningsrätten"),
    "lvm_court_week": _("Förvaltningsrätten ska ha tagit upp målet"),
    "lvm_care_begun": _("Vården ska ha börjat, annars upphör rättens beslut"),
    "lvm_longest": _("Tvångsvården ska upphöra"),
    "family_home_list": _("Lämna förteckningen över barn i familjehem till IVO"),
    "party_may_ask": _("Den som har sökt får begära att nämnden avgör ärendet"),
    "decision_on_request": _("Avgör ärendet eller avslå begäran om att det avgörs"),
    "appeal": _("Sista dag att överklaga"),
    "parenthood": _("Utredningen om föräldraskap ska vara klar"),
}
