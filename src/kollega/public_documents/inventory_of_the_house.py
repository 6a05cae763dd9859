"""What is kept where, line by line: logs, accounts, the organisation and signing in.

Rooms beside and above this one are known here by their tables' names only.
"""

from django.utils.translation import gettext_lazy, ngettext

from kollega.core import kept
from kollega.core.housekeeping import KEEP_EVENTS, KEEP_NOTICES
from kollega.core.kept import Line
from kollega.public_documents.inventory_lines import BY_HAND, NIGHTLY, RUNS, TILL_ENDED, TRACE


def _days(days: int) -> str:
    return ngettext("%(n)d dag", "%(n)d dagar", days) % {"n": days}


kept.register(
    Line(
        ("core.AccessRow", "core.AuditRow", "core.Seal", "core.SealedRow"),
        what=gettext_lazy("Logg över vem som öppnat och gjort vad, med sigill"),
        how_long=gettext_lazy("Tills vidare"),
        ground=TRACE,
        then=gettext_lazy("Gallras inte än av sig självt"),
    ),
    Line(
        ("core.SharedDestroyed", "core.CaseDestroyed"),
        what=gettext_lazy(
            "Att något har gallrats: slag, nummer, dag och grund, aldrig vad som stod"
        ),
        how_long=gettext_lazy("Tills vidare"),
        ground=gettext_lazy(
            "Bevis om gallring, och att inget kommer tillbaka med en säkerhetskopia"
        ),
        then=gettext_lazy("Gallras inte"),
    ),
    Line(
        ("core.SharedEvent", "core.CaseEvent", "core.ListenerDone"),
        what=gettext_lazy(
            "Att något har hänt, utan innehåll, för att kunna berätta det för rätt person"
        ),
        how_long=lambda _actor: _days(KEEP_EVENTS.days),
        ground=RUNS,
        then=NIGHTLY,
    ),
    Line(
        ("core.Notice", "core.NoticeSetting", "core.DigestTime"),
        what=gettext_lazy("Notiser, och hur var och en vill få dem"),
        how_long=lambda _actor: _days(KEEP_NOTICES.days),
        ground=RUNS,
        then=NIGHTLY,
    ),
    Line(
        ("core.Account", "organisation.Membership", "organisation.Colleague", "organisation.Unit"),
        what=gettext_lazy("Konton, platser i personalen, enheter och hur kollegor visas"),
        how_long=gettext_lazy("Så länge personen arbetar, och tills uppgifterna avidentifieras"),
        ground=gettext_lazy("Behörighet"),
        then=BY_HAND,
    ),
    Line(
        (
            "organisation.Municipality",
            "organisation.Collaboration",
            "organisation.Agreement",
            "organisation.PracticeArea",
            "organisation.PracticeAreaChange",
            "organisation.MunicipalitySetting",
            "organisation.CollaborationSetting",
        ),
        what=gettext_lazy("Kommuner, avtal, områden och inställningar"),
        how_long=TILL_ENDED,
        ground=gettext_lazy("Avtalet om samverkan"),
        then=BY_HAND,
    ),
    Line(
        ("organisation.AccessibilityReport",),
        what=gettext_lazy("Synpunkter på tillgängligheten"),
        how_long=TILL_ENDED,
        ground=gettext_lazy("Att göra systemet användbart för alla"),
        then=BY_HAND,
    ),
    Line(
        ("signin.Invitation", "signin.Count", "signin.Joining", "demo.Installation"),
        what=gettext_lazy(
            "Inloggning: inbjudningar, spärr mot gissade lösenord, sessioner och säkerhetsnycklar"
        ),
        how_long=gettext_lazy("Inbjudningar 90 dagar, det övriga så länge kontot finns"),
        ground=RUNS,
        then=NIGHTLY,
    ),
)

kept.register(
    Line(
        (
            "signin.DirectoryGroup",
            "signin.DirectoryPerson",
            "signin.DirectoryPlace",
            "signin.ScimToken",
        ),
        what=gettext_lazy("Vad kommunens egen katalog säger om vilka som ska kunna logga in"),
        how_long=TILL_ENDED,
        ground=gettext_lazy("Behörighet"),
        then=gettext_lazy("När katalogen tar bort personen, eller för hand"),
    ),
    Line(
        ("api.Token",),
        what=gettext_lazy("Nycklar som någon har gjort till ett eget program"),
        how_long=gettext_lazy("Tills de tas bort eller går ut"),
        ground=gettext_lazy("Behörighet"),
        then=BY_HAND,
    ),
)
