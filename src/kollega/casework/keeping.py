"""How long what stands in the work room is kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

kept.register(
    kept.Line(
        (
            "casework.Person",
            "casework.NameWord",
            "casework.SafeContact",
            "casework.ContactChange",
            "casework.Relation",
            "casework.Merge",
            "casework.Case",
            "casework.Series",
            "casework.Involved",
            "casework.CaseWorker",
            "casework.Handover",
            "casework.StageChange",
            "casework.Deadline",
            "casework.Report",
            "casework.Assessment",
            "casework.Decision",
            "casework.Happening",
            "casework.Extension",
            "casework.CaseQuestion",
        ),
        what=_("Personer och ärenden: vem det gäller, hur hen nås, vad som kom in och beslutades"),
        how_long=_("Så länge ärendet är öppet, och sedan som personakten"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Med personakten, enligt kommunens gallringsregler"),
    ),
    kept.Line(
        (
            "casework.Note",
            "casework.HandoverWords",
            "casework.Opening",
            "casework.FactWaiting",
        ),
        what=_("Arbetsanteckningar, vad som sades vid byten, och vem som öppnat med skäl"),
        how_long=_("Tills ärendet avslutas"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Förs till journalen eller förstörs när ärendet avslutas"),
    ),
    kept.Line(
        (
            "casework.Plan",
            "casework.PlanCase",
            "casework.Party",
            "casework.Goal",
            "casework.GoalMark",
            "casework.Promise",
            "casework.PromiseMark",
            "casework.PathStep",
            "casework.PlanReview",
            "casework.PlanHandover",
            "casework.Sip",
            "casework.Consent",
        ),
        what=_("Gemensamma planer: mål, löften, vem som är med och vad personen har samtyckt till"),
        how_long=_("Så länge planen gäller, och sedan som personakten"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Med personakten, enligt kommunens gallringsregler"),
    ),
    kept.Line(
        ("casework.PlanTemplate",),
        what=_("Planblad att börja från, utan uppgifter om någon"),
        how_long=_("Så länge de används"),
        ground=_("Stöd i arbetet"),
        then=_("Tas bort av den som är chef"),
    ),
    kept.Line(
        (
            "casework.Consideration",
            "casework.Considered",
            "casework.Placement",
            "casework.PlacementPlace",
            "casework.PlacementCost",
        ),
        what=_(
            "Placeringar: vad som prövats hemma, vad som saknades, var, när och till vilken kostnad"
        ),
        how_long=_("Så länge ärendet finns"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Med personakten, enligt kommunens gallringsregler"),
    ),
    kept.Line(
        ("casework.PlacementMonth", "casework.MissingTogether"),
        what=_("Summor om placeringar och om det som saknades hemma, utan personer"),
        how_long=_("Tills vidare"),
        ground=_("Uppföljning"),
        then=_("Innehåller inga uppgifter om personer"),
    ),
    kept.Line(
        ("casework.Resource", "casework.SharedResource"),
        what=_("Resurser nära: hem, kontaktfamiljer, grupper, föreningar och vem ni ringer"),
        how_long=_("Så länge de används"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Tas bort av den som arbetar med ärenden"),
    ),
)
