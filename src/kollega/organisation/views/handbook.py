"""The handbook, and telling about what could not be used."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core.request import ActorRequest, not_found, public
from kollega.organisation import gate, options, rules, services
from kollega.organisation.forms import ReportForm
from kollega.organisation.identity import actor_of
from kollega.organisation.queries.municipalities import reports
from kollega.organisation.views.common import attempt, draw, own_zone
from kollega.ui.notes import say
from kollega.ui.parts import Link


@dataclass(frozen=True)
class Chapter:
    """A page of the handbook: its address, its title and what it answers."""

    slug: str
    title: str | Promise
    lead: str | Promise

    @property
    def url(self) -> str:
        return reverse("organisation:chapter", args=[self.slug])


CHAPTERS = (
    Chapter(
        "sa-fungerar-det",
        gettext_lazy("Så fungerar det"),
        gettext_lazy("Från fråga till svar, steg för steg."),
    ),
    Chapter(
        "rundor",
        gettext_lazy("Rundor"),
        gettext_lazy("45 minuter tillsammans om en fråga, utan att visa vems den är."),
    ),
    Chapter(
        "hemmaplan-och-delaktighet",
        gettext_lazy("Hemmaplan först, delaktighet och resurser nära"),
        gettext_lazy("Vad ni går igenom före en placering, och hur långt personen varit med."),
    ),
    Chapter(
        "gemensam-plan",
        gettext_lazy("Gemensam plan"),
        gettext_lazy("Mål i personens ord, vem som lovar vad, och vad andra får se."),
    ),
    Chapter(
        "stodkommuner-och-lan",
        gettext_lazy("Stödkommuner och lånade kollegor"),
        gettext_lazy("Vem som håller vad, byten, lån av en kollega och beredskap i bakgrunden."),
    ),
    Chapter(
        "kurser-och-handledning",
        gettext_lazy("Kurser och handledning"),
        gettext_lazy("Få en plats, stå i kö, ordna något, och vem som ser vad du går på."),
    ),
    Chapter(
        "forsorjningsplan",
        gettext_lazy("Försörjningsplan"),
        gettext_lazy("Vad som saknas, vad det räknas på, tre förslag och hur ni ändrar dem."),
    ),
    Chapter(
        "strategi",
        gettext_lazy("Strategi för kompetens"),
        gettext_lazy("Från förslag till nämndernas beslut, och hur det går sedan."),
    ),
    Chapter(
        "ny-pa-jobbet",
        gettext_lazy("Ny på jobbet, och den som slutar"),
        gettext_lazy("De första 90 dagarna, mentorer och det som lämnas vidare när någon slutar."),
    ),
    Chapter(
        "arenden",
        gettext_lazy("Ärenden"),
        gettext_lazy(
            "Vad som är nästa, tider att hålla, vem som kommer in och vad som försvinner."
        ),
    ),
    Chapter(
        "bilden",
        gettext_lazy("Bilden, ritad tillsammans"),
        gettext_lazy(
            "Nätverk, familj, risk och skydd: på surfplattan, med tangenter och på papper."
        ),
    ),
    Chapter(
        "kunskapsbanken",
        gettext_lazy("Kunskapsbanken"),
        gettext_lazy("Söka, skriva och granska kort, och hålla dem färska."),
    ),
    Chapter(
        "vem-ser-vad",
        gettext_lazy("Vem ser vad"),
        gettext_lazy("Vad som stannar i din kommun, vad som delas och vad din chef ser."),
    ),
    Chapter(
        "vad-din-chef-kan-se",
        gettext_lazy("Vad din chef kan se"),
        gettext_lazy("Och samordnaren, administratören, registratorn och logggranskaren."),
    ),
    Chapter(
        "offentlighet-och-gallring",
        gettext_lazy("Offentlighet och gallring"),
        gettext_lazy("Vad som kan begäras ut, och hur länge något finns kvar."),
    ),
    Chapter(
        "sa-raknas-siffrorna",
        gettext_lazy("Så räknas siffrorna"),
        gettext_lazy("Vad Överblick visar, vad den aldrig visar och varför."),
    ),
    Chapter(
        "inloggning",
        gettext_lazy("Inloggning och den som slutar"),
        gettext_lazy("Kommunens egen inloggning, grupper som ger roller och vad som händer sedan."),
    ),
    Chapter(
        "personallistor",
        gettext_lazy("Personallistor in och ut"),
        gettext_lazy("Läsa in personal och kompetens från Excel eller CSV, ångra, och hämta ut."),
    ),
    Chapter(
        "kortkommandon",
        gettext_lazy("Kortkommandon"),
        gettext_lazy("För dig som arbetar utan mus."),
    ),
    Chapter(
        "tillganglighet",
        gettext_lazy("Tillgänglighetsredogörelse"),
        gettext_lazy("Vad som fungerar, vad som brister och hur du berättar om hinder."),
    ),
    Chapter(
        "om",
        gettext_lazy("Om Digital kollega"),
        gettext_lazy("Vem som står bakom, licenser och källkod."),
    ),
)


@public
@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """The list of chapters."""
    return TemplateResponse(request, "organisation/help/start.html", {"chapters": CHAPTERS})


@public
@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter, also for somebody who has not signed in."""
    found = next((each for each in CHAPTERS if each.slug == slug), None)
    if found is None:
        raise not_found()
    actor = actor_of(request)
    key = "organisation.accessibility_contact"
    context = {
        "chapter": found,
        "trail": [Link(_("Hjälp"), reverse("organisation:handbook")), Link(str(found.title))],
        "signed_in": actor is not None and actor.municipality_id is not None,
        "contact": (options.value(actor, key) if actor else "")
        or getattr(settings, "ACCESSIBILITY_CONTACT", ""),
    }
    return TemplateResponse(request, f"organisation/help/{slug}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """Tell about something that could not be used."""
    rules.report_barrier(request.actor).require()
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.report_barrier(
                request.actor,
                public_id=form.cleaned_data["id"],
                where=form.cleaned_data["where"],
                text=form.cleaned_data["text"],
            ),
        )
        if tried.done:
            say(request, _("Tack. Kommunens administratör har fått det."))
            return redirect("organisation:chapter", "tillganglighet")
        status = tried.status
    title = _("Berätta om ett hinder")
    return draw(
        request, "report.html", {"form": form}, title=title, zone=own_zone(request), status=status
    )


@require_safe
def all_reports(request: ActorRequest, public_id: UUID | None = None) -> HttpResponse:
    """What people in the municipality have told. A notice leads here with the report's id."""
    rules.read_reports(request.actor).require()
    if public_id is not None:
        gate.report_for(request.actor, public_id)
    context = {"reports": reports(request.actor)}
    title = _("Synpunkter på tillgängligheten")
    return draw(request, "reports.html", context, title=title, zone=own_zone(request))


@require_POST
def close_report(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say that a barrier is gone or answered."""
    rules.read_reports(request.actor).require()
    services.close_report(
        request.actor, report=gate.report_for(request.actor, public_id, lock=True)
    )
    say(request, _("Markerad som åtgärdad."))
    return redirect("organisation:reports")
