"""What is kept where, line by line: what the rooms keep that do not say so themselves.

Rooms beside and above this one are known here by their tables' names only.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.consultation.options import KEPT_MONTHS
from kollega.core import clock, kept
from kollega.core.actor import Actor
from kollega.core.kept import Line
from kollega.organisation import options
from kollega.public_documents.destruction import REQUESTS, rules_in_force

TILL_ENDED = gettext_lazy("Så länge det gäller")
BY_HAND = gettext_lazy("Ändras eller tas bort av den som sköter det")
NIGHTLY = gettext_lazy("Av sig självt, varje natt")
RUNS = gettext_lazy("Behövs för att systemet ska fungera")
TRACE = gettext_lazy("Spårbarhet och loggkontroll")
HELP = gettext_lazy("Kollegialt stöd i enskilda ärenden och metod")


def _questions(actor: Actor) -> str:
    months = int(options.value(actor, KEPT_MONTHS))
    said = ngettext(
        "%(n)d månad efter att frågan avslutats (samverkans tid)",
        "%(n)d månader efter att frågan avslutats (samverkans tid)",
        months,
    ) % {"n": months}
    rule = rules_in_force(actor, clock.today()).get("")
    if rule is not None and rule.is_verified:
        own = ngettext("er egen regel: %(n)d månad", "er egen regel: %(n)d månader", rule.months)
        said += "; " + own % {"n": rule.months}
    return said


def _months_of(actor: Actor, key: str) -> str:
    """An option of another room, by its name: what stands here knows nothing of rooms beside it."""
    months = int(options.value(actor, key))
    return ngettext("%(n)d månad", "%(n)d månader", months) % {"n": months}


def _incidents(actor: Actor) -> str:
    months = int(options.value(actor, "incident.kept_months"))
    if not months:
        return _("Tills ni väljer en tid under Inställningar")
    return ngettext(
        "%(n)d månad efter att incidenten avslutats",
        "%(n)d månader efter att incidenten avslutats",
        months,
    ) % {"n": months}


def _requests(actor: Actor) -> str:
    rule = rules_in_force(actor, clock.today()).get(REQUESTS)
    if rule is None or not rule.is_verified:
        return _("Tills ni har en bekräftad regel")
    return ngettext("%(n)d månad efter svaret", "%(n)d månader efter svaret", rule.months) % {
        "n": rule.months
    }


kept.register(
    Line(
        (
            "consultation.Question",
            "consultation.Post",
            "consultation.PostEdit",
            "consultation.Closing",
        ),
        what=gettext_lazy(
            "Frågor, svar, tidigare versioner av svar, och avslut. Vem som får läsa en fråga beror på"
            " vem den går till."
        ),
        how_long=_questions,
        ground=HELP,
        then=gettext_lazy("Av sig självt, varje natt. Undantaget det någon har begärt ut."),
    ),
    Line(
        ("consultation.Asked", "consultation.Writing"),
        what=gettext_lazy("Vilka kollegor en fråga har gått till, och att någon skriver just nu"),
        how_long=gettext_lazy("Lika länge som frågan; att någon skriver en dag"),
        ground=HELP,
        then=gettext_lazy("Med frågan"),
    ),
    Line(
        ("consultation.Signature", "consultation.SignatureShown", "consultation.Reading"),
        what=gettext_lazy("Vem som frågade, vem som fått se det, och vem som läst eller avstått"),
        how_long=gettext_lazy("Lika länge som frågan"),
        ground=gettext_lazy("Den som frågar ska kunna få svar utan att namnet röjer någon"),
        then=gettext_lazy("Med frågan"),
    ),
    Line(
        ("consultation.Baseline", "consultation.Afterwards"),
        what=gettext_lazy("Hur säker den som frågade var före och efter, utan namn"),
        how_long=gettext_lazy("Lika länge som frågan"),
        ground=gettext_lazy("Uppföljning i sammanslagna siffror"),
        then=gettext_lazy("Med frågan"),
    ),
    Line(
        ("consultation.PhoneNote",),
        what=gettext_lazy(
            "Att hjälp har getts per telefon: område, kommuner och dag, inga personer"
        ),
        how_long=gettext_lazy("Tills vidare"),
        ground=gettext_lazy("Uppföljning i sammanslagna siffror"),
        then=gettext_lazy("Gallras inte än av sig självt"),
    ),
    Line(
        ("consultation.Attachment", "border.DraftFile"),
        what=gettext_lazy("Bilagor till frågor och svar, och till utkast"),
        how_long=gettext_lazy("Lika länge som frågan"),
        ground=HELP,
        then=gettext_lazy("Med frågan; vid ett utkast när det skickas eller slängs"),
    ),
    Line(
        (
            "outcome.Told",
            "outcome.SafeContact",
            "outcome.Sheet",
            "outcome.OwnWords",
            "outcome.FollowUp",
        ),
        what=gettext_lazy(
            "Den frågandes egna anteckningar: om personen fått veta, trygg kontakt, bladet,"
            " personens egna ord och uppföljningen"
        ),
        how_long=gettext_lazy("Högst lika länge som frågan"),
        ground=gettext_lazy("Att personen ska få veta, och att rådet ska följas upp"),
        then=gettext_lazy("Med frågan"),
    ),
    Line(
        ("outcome.Sequel",),
        what=gettext_lazy("Hur det gick sedan, som den som frågade berättar det för kollegorna"),
        how_long=gettext_lazy("Lika länge som frågan"),
        ground=HELP,
        then=gettext_lazy("Med frågan"),
    ),
    Line(
        (
            "outcome.FollowUpAnswer",
            "followup.Tally",
            "followup.Cell",
            "followup.OwnCell",
            "followup.Drawing",
        ),
        what=gettext_lazy("Siffror utan personer. Färre än fem visas aldrig."),
        how_long=gettext_lazy("Tills vidare"),
        ground=gettext_lazy("Uppföljning i sammanslagna siffror"),
        then=gettext_lazy("Gallras inte än av sig självt"),
    ),
    Line(
        (
            "followup.StaffMonth",
            "followup.Function",
            "followup.Entry",
            "followup.Pulse",
            "followup.SheetText",
        ),
        what=gettext_lazy(
            "Underlag för utvärdering: personal in och ut per månad, timmar, kostnader, avbrott,"
            " och chefens text på kvartalsbladet"
        ),
        how_long=gettext_lazy("Tills vidare"),
        ground=gettext_lazy("Uppföljning och utvärdering"),
        then=gettext_lazy("Gallras inte än av sig självt"),
    ),
    Line(
        (
            "rounds.Round",
            "rounds.RoundSeries",
            "rounds.SeriesMember",
            "rounds.Brought",
            "rounds.Suggestion",
            "rounds.NoteSection",
            "rounds.NoteEdit",
            "rounds.NoteWriting",
            "rounds.Participant",
            "rounds.TimeProposal",
            "rounds.Vote",
        ),
        what=gettext_lazy("Rundor: tider, vilka som deltar, vad som tas upp och anteckningarna"),
        how_long=lambda actor: _months_of(actor, "rounds.kept_months"),
        ground=HELP,
        then=NIGHTLY,
    ),
    Line(
        ("rounds.Convening", "rounds.CalendarSent", "rounds.CalendarAddress"),
        what=gettext_lazy("Vem som föreslog en runda, och den egna kalenderns adress"),
        how_long=gettext_lazy("Lika länge som rundan; adressen tills den byts"),
        ground=RUNS,
        then=gettext_lazy("Med rundan"),
    ),
    Line(
        ("incident.Incident", "incident.Report", "incident.Sent", "border.TakenDown"),
        what=gettext_lazy(
            "Incidenter: vad som togs ner, bedömning, beslut och vilka som fått besked"
        ),
        how_long=_incidents,
        ground=gettext_lazy("Kommunens skyldighet att dokumentera personuppgiftsincidenter"),
        then=NIGHTLY,
    ),
    Line(
        ("incident.Seen", "incident.Proposal", "incident.Press", "incident.Told"),
        what=gettext_lazy("Vilka som hade läst det som togs ner, och vad de som berörs fått veta"),
        how_long=gettext_lazy("Lika länge som incidenten"),
        ground=gettext_lazy("Att kunna nå dem som berörs"),
        then=gettext_lazy("Med incidenten"),
    ),
    Line(
        ("consultation.SharedMonth",),
        what=gettext_lazy("Hur mycket plats kommunens bilagor tog en månad"),
        how_long=gettext_lazy("Tills vidare"),
        ground=RUNS,
        then=gettext_lazy("Gallras inte än av sig självt"),
    ),
    Line(
        ("search.Document", "search.Posting", "search.TermCount", "search.Build"),
        what=gettext_lazy("Sökregister över det som kan hittas, som siffror och inte som ord"),
        how_long=gettext_lazy("Lika länge som det som hittas"),
        ground=RUNS,
        then=gettext_lazy("Med det som hittas"),
    ),
    Line(
        ("search.Synonym",),
        what=gettext_lazy("Ord som betyder detsamma i sökningen"),
        how_long=gettext_lazy("Tills samordnaren tar bort dem"),
        ground=RUNS,
        then=gettext_lazy("När någon tar bort dem"),
    ),
    Line(
        ("border.Draft", "border.SecondLook"),
        what=gettext_lazy("Utkast, och texter som en kollega i kommunen ombetts läsa"),
        how_long=gettext_lazy("Tills det skickas eller slängs, eller frågan gallras"),
        ground=HELP,
        then=gettext_lazy("När texten skickas"),
    ),
    Line(
        ("border.Passage",),
        what=gettext_lazy(
            "Att en text har kontrollerats innan den delades: vad som hittades, inte vad det var"
        ),
        how_long=gettext_lazy("Lika länge som texten, efter er egen regel"),
        ground=TRACE,
        then=gettext_lazy("Med texten"),
    ),
    Line(
        ("border.OwnDocument", "border.HeldPassage"),
        what=gettext_lazy("Förteckning över kommunens egna texter i samverkan, utan vem som skrev"),
        how_long=gettext_lazy("Lika länge som texten"),
        ground=gettext_lazy("Att kunna söka fram och lämna ut allmänna handlingar"),
        then=gettext_lazy("Med texten"),
    ),
    Line(
        ("border.LocalName", "organisation.PopulationCell"),
        what=gettext_lazy("Lokala namn och folkmängd, för kontrollen av texter"),
        how_long=TILL_ENDED,
        ground=gettext_lazy("Att ingen ska kännas igen"),
        then=BY_HAND,
    ),
    Line(
        (
            "competence.Competence",
            "competence.Availability",
            "competence.Tie",
            "competence.ProfileChoice",
        ),
        what=gettext_lazy(
            "Vad kollegor kan, när de kan frågas, och vilka kommuner de inte ska få frågor från"
        ),
        how_long=gettext_lazy("Tills personen ändrar det eller slutar"),
        ground=gettext_lazy("Att hitta rätt kollega"),
        then=gettext_lazy("Ändras av var och en"),
    ),
    Line(
        ("competence.Host",),
        what=gettext_lazy("Vilken kommun som är stödkommun för vad"),
        how_long=TILL_ENDED,
        ground=gettext_lazy("Avtalet om samverkan"),
        then=BY_HAND,
    ),
    Line(
        ("coordination.Thanks",),
        what=gettext_lazy("Att samordnaren har tackat en kollega"),
        how_long=TILL_ENDED,
        ground=gettext_lazy("Samordning"),
        then=BY_HAND,
    ),
    Line(
        (
            "public_documents.Request",
            "public_documents.Chosen",
            "public_documents.HandedOut",
            "public_documents.Hold",
        ),
        what=gettext_lazy("Begäranden om handlingar, bedömning, maskning och det som lämnats ut"),
        how_long=_requests,
        ground=gettext_lazy("Att kunna visa vad som lämnats ut och varför"),
        then=gettext_lazy(
            "Av sig självt efter er regel. Kopian av texten, och vart svaret skulle, tas bort när begäran inte längre behöver dem."
        ),
    ),
    Line(
        ("public_documents.Ground", "public_documents.Rule"),
        what=gettext_lazy("Kommunens lista över sekretessgrunder och gallringsregler"),
        how_long=gettext_lazy("Tills vidare"),
        ground=gettext_lazy("Att kunna visa vad som gällde när"),
        then=BY_HAND,
    ),
)
