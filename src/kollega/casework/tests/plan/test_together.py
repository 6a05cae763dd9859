"""Who holds a plan, who joins it, what others may see of it, and what goes on paper."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.casework.models import Consent, Goal, Plan, PlanCase, Promise, SafeContact
from kollega.casework.tests import helpers as cases
from kollega.casework.tests.plan import helpers
from kollega.competence.models import Absence
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]


def text_of(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split()
    )


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def test_the_plan_changes_hands_when_she_has_said_yes(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    url = {
        name: reverse(f"casework:{name}", args=[plan.id])
        for name in ("plan", "hand_over_plan", "answer_plan", "new_goal")
    }
    petra, asker = world.other_unit, as_(world.asker)
    asked = {"to_id": str(petra.account.id), "message": "Han litar på dig."}
    for nobody in (world.answerer, world.asker):  # elsewhere; holds it already
        wrong = asker.post(url["hand_over_plan"], {**asked, "to_id": str(nobody.account.id)})
        assert wrong.status_code == 422
    asked_id = str(uuid.uuid4())
    for _again in range(2):
        assert asker.post(url["hand_over_plan"], {**asked, "id": asked_id}).status_code == 302
    assert asker.post(url["hand_over_plan"], asked).status_code == 422  # one at a time
    # She reads the plan and answers; she does not change it.
    page = as_(petra).get(url["answer_plan"])
    assert "Han litar på dig." in page.content.decode()
    assert as_(petra).get(url["new_goal"]).status_code == 403
    assert as_(petra).post(url["answer_plan"], {"answer": "no"}).status_code == 422
    no = {"answer": "no", "because": "Jag börjar vara ledig på fredag."}
    assert as_(petra).post(url["answer_plan"], no).status_code == 302
    assert as_(petra).get(url["plan"]).status_code == 302  # asked why again
    people = asker.get(reverse("casework:plan_people", args=[plan.id])).content.decode()
    assert "Jag börjar vara ledig på fredag." in people
    # Asked again, and taken back: she cannot answer what is no question any more.
    asker.post(url["hand_over_plan"], asked)
    assert asker.post(url["answer_plan"], {"answer": "withdraw"}).status_code == 302
    assert as_(petra).post(url["answer_plan"], {"answer": "yes"}).status_code == 403
    asker.post(url["hand_over_plan"], asked)
    assert as_(petra).post(url["answer_plan"], {"answer": "yes"}).status_code == 302
    with acting(world.asker.actor):
        assert Plan.objects.get().holder_id == petra.account.id
    assert as_(petra).get(url["new_goal"]).status_code == 200


def test_a_case_asks_in_and_whoever_holds_the_plan_answers(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    other = helpers.case_of_other_unit(world, plan)
    petra = as_(world.other_unit)
    join = reverse("casework:join_plan", args=[other.id, plan.id])
    assert petra.post(join, {"do": "ask"}).status_code == 302
    assert petra.post(join, {"do": "yes"}).status_code == 404  # not hers to say
    people = reverse("casework:plan_people", args=[plan.id])
    assert "Vill vara med." in as_(world.asker).get(people).content.decode()
    assert as_(world.asker).post(people, {"do": "yes", "case": str(other.id)}).status_code == 302
    assert petra.get(reverse("casework:plan", args=[plan.id])).status_code == 200
    with acting(world.asker.actor):
        assert PlanCase.objects.filter(accepted=True).count() == 2


def test_another_persons_case_is_never_asked_in(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    strange = cases.case(world.asker, cases.person(world.asker, given_name="Nora"))
    people = reverse("casework:plan_people", args=[plan.id])
    posted = {"do": "ask", "case": str(strange.id)}
    assert as_(world.asker).post(people, posted).status_code == 404


def test_others_see_only_their_own_promises_and_only_with_a_yes(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    goal = helpers.goal(world.asker, plan)
    school = helpers.party(world.asker, plan, "school", "Kuratorn")
    care = helpers.party(world.asker, plan, "health", "BUP")
    helpers.promise(world.asker, plan, "Träffa Elis varje tisdag", school, goal=goal)
    helpers.promise(world.asker, plan, "Ny tid för samtal", care, goal=goal)
    asker = as_(world.asker)
    view = reverse("casework:plan_party_view", args=[plan.id, school.id])
    sheet = reverse("casework:plan_party_pdf", args=[plan.id, school.id])
    agree = reverse("casework:plan_consent", args=[plan.id, school.id])
    told = {"shares": "own", "given_by": "both", "how": "spoken", "given_on": day(0)}

    page = asker.get(view).content.decode()
    assert "Inget." in page
    assert "varje tisdag" not in page
    assert asker.get(sheet).status_code == 302
    for wrong in ({"given_on": day(1)}, {"until": day(-1)}, {"shares": ""}):
        assert asker.post(agree, {**told, **wrong}).status_code == 422
    assert asker.post(agree, told).status_code == 302
    paper = text_of(asker.get(sheet))
    assert "Träffa Elis varje tisdag" in paper
    assert "Ny tid" not in paper
    assert helpers.WORDS not in paper
    asker.post(agree, {**told, "shares": "goals"})
    paper = text_of(asker.get(sheet))
    assert helpers.WORDS in paper
    assert "Ny tid" not in paper
    asker.post(reverse("casework:withdraw_consent", args=[plan.id, school.id]))
    assert asker.get(sheet).status_code == 302
    asker.post(agree, {**told, "given_on": day(-9), "until": day(-1)})
    assert asker.get(sheet).status_code == 302  # it has ended
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        assert Consent.objects.filter(withdrawn_on__isnull=True).count() == 1


def test_the_sheet_waits_until_the_warning_is_read(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    helpers.goal(world.asker, plan)
    asker, sheet = as_(world.asker), reverse("casework:plan_pdf", args=[plan.id])
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        SafeContact.objects.update(
            write="no",
            street="Storgatan 1",
            town="Granåker",
            not_known_to="Pappa",
            asked_on=clock.today(),
        )
    assert asker.get(sheet).url == reverse("casework:print_plan", args=[plan.id])
    page = asker.get(reverse("casework:print_plan", args=[plan.id])).content.decode()
    assert "brev inte är säkra" in page
    assert "Pappa" in page
    named = text_of(asker.get(sheet, {"last": "ja"}))
    quiet = text_of(asker.get(sheet, {"last": "ja", "utan_namn": "ja"}))
    for paper in (named, quiet):
        assert helpers.WORDS in paper
        assert "Storgatan" not in paper
        assert "Pappa" not in paper
    assert "Elis" in named
    for word in ("Elis", "Granåker", "Barn och familj", "Maja"):
        assert word not in quiet
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        SafeContact.objects.update(write="yes")
    assert "Storgatan 1" in text_of(asker.get(sheet))


def test_ticks_on_paper_are_entered_at_once_or_not_at_all(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    goal = helpers.goal(world.asker, plan)
    first, second = (helpers.promise(world.asker, plan, what) for what in ("Ringa", "Skriva"))
    asker, url = as_(world.asker), reverse("casework:plan_ticks", args=[plan.id])
    one, two, three = f"l{first.id.hex}", f"l{second.id.hex}", f"m{goal.id.hex}"
    ticked = {f"{each}-version": "1" for each in (one, two, three)} | {
        f"{one}-state": "kept",
        f"{two}-state": "not_done",
        f"{three}-where": "-1",
    }
    assert asker.post(url, ticked).status_code == 422  # why was it not done?
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        assert set(Promise.objects.values_list("state", flat=True)) == {"open"}
    assert asker.post(url, {**ticked, f"{two}-because": "Ingen tid."}).status_code == 302
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        assert set(Promise.objects.values_list("state", flat=True)) == {"kept", "not_done"}
        assert Goal.objects.get().where == -1


def test_a_tick_that_somebody_else_had_answered_is_shown_with_both(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    promise = helpers.promise(world.asker, plan)
    told = reverse("casework:tell_promise", args=[plan.id, promise.id])
    kept = {"version": "1", "state": "kept"}
    assert as_(world.manager).post(told, kept).status_code == 302
    url, key = reverse("casework:plan_ticks", args=[plan.id]), f"l{promise.id.hex}"
    ticked = {f"{key}-version": "1", f"{key}-state": "not_done", f"{key}-because": "Sjuk."}
    clash = as_(world.asker).post(url, ticked)
    assert clash.status_code == 409
    assert "hållet" in clash.content.decode()
    assert as_(world.asker).post(url, {**ticked, f"{key}-version": "2"}).status_code == 302


def test_what_is_typed_at_the_table_saves_itself(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    asker, goal_id = as_(world.asker), uuid.uuid4()
    url = reverse("casework:save_goal", args=[plan.id, goal_id])
    json = {"headers": {"Accept": "application/json"}}
    assert asker.post(url, {"version": "0", "words": " "}, **json).json()["version"] == 0
    assert asker.post(url, {"version": "0", "words": "Jag vill"}, **json).json()["version"] == 1
    # The answer was lost on the way; the same again is no clash.
    assert asker.post(url, {"version": "0", "words": "Jag vill"}, **json).json()["version"] == 1
    later = asker.post(url, {"version": "1", "words": "Jag vill sova"}, **json)
    assert later.json()["version"] == 2
    clash = asker.post(url, {"version": "1", "words": "Något annat"}, **json)
    assert clash.status_code == 409
    assert clash.json()["theirs"]["words"] == "Jag vill sova"
    page = asker.get(reverse("casework:plan_table", args=[plan.id])).content.decode()
    assert "Jag vill sova" in page
    assert "data-autosave" in page


def test_a_sheet_before_a_case_names_nobody_and_becomes_a_plan(world: World, as_: As) -> None:
    template = helpers.template(world.manager)
    paper = text_of(as_(world.asker).get(reverse("casework:plan_template_pdf", args=[template.id])))
    assert "Vad går bra redan?" in paper
    assert "sparar ingen kopia" in paper
    case = cases.of_asker(world)
    posted = {"id": str(uuid.uuid4()), "template": str(template.id)}
    as_(world.asker).post(reverse("casework:begin_plan", args=[case.id]), posted)
    page = (
        as_(world.asker).get(reverse("casework:plan_table", args=[posted["id"]])).content.decode()
    )
    assert "Vad går bra redan?" in page
    retire = reverse("casework:retire_plan_template", args=[template.id])
    assert as_(world.manager).post(retire).status_code == 302
    listed = as_(world.asker).get(reverse("casework:plan_templates")).content.decode()
    assert template.title not in listed


def test_a_coordinated_plan_tells_who_answers_for_it(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    url = reverse("casework:sip", args=[plan.id])
    told = {
        "version": "0",
        "why": "Skolan och BUP drar åt olika håll.",
        "body": "region",
        "body_person": "Enhetschefen på BUP",
        "begun_on": day(-3),
        "meeting_on": day(9),
    }
    for wrong in ({"begun_on": day(1)}, {"meeting_on": day(-9)}, {"body": ""}):
        assert as_(world.asker).post(url, {**told, **wrong}).status_code == 422
    for _again in range(2):
        assert as_(world.asker).post(url, told).status_code == 302
    people = as_(world.asker).get(reverse("casework:plan_people", args=[plan.id]))
    assert "Enhetschefen på BUP" in people.content.decode()
    assert as_(world.manager).post(url, {**told, "why": "Annat."}).status_code == 409


def test_goals_are_weighed_only_for_adults_by_choice_and_never_for_the_manager(
    world: World, as_: As
) -> None:
    adult = cases.person(
        world.asker, given_name="Ahmed", born_on=clock.today().replace(year=1990, day=1)
    )
    plan = helpers.begun(world.asker, cases.case(world.asker, adult, "economic"))
    child = helpers.of_asker(world)
    for each in (plan, child):
        helpers.goal(world.asker, each)
    url = reverse("casework:plan", args=[plan.id])
    assert "sammanvägda" not in as_(world.asker).get(url).content.decode()
    helpers.choose(world, "casework.goal_scaling", value=True)
    page = as_(world.asker).get(url).content.decode()
    assert "30 nu, 30 när ni började" in page
    assert "sammanvägda" not in as_(world.manager).get(url).content.decode()
    for_child = as_(world.asker).get(reverse("casework:plan", args=[child.id]))
    assert "sammanvägda" not in for_child.content.decode()


def test_one_who_is_away_is_not_asked_and_whoever_is_asked_is_told(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    url = reverse("casework:hand_over_plan", args=[plan.id])
    olle = world.same_unit
    asked = {"to_id": str(olle.account.id)}
    with acting(world.manager.actor):
        Absence.objects.create(
            municipality_id=olle.municipality.id,
            account_id=olle.account.id,
            from_day=clock.today() - timedelta(days=2),
        )
    assert as_(world.manager).post(url, asked).status_code == 422
    with acting(world.manager.actor):
        Absence.objects.update(to_day=clock.today() - timedelta(days=1))
    assert as_(world.manager).post(url, asked).status_code == 302
    assert "tillfrågad" in as_(olle).get(reverse("casework:my_plans")).content.decode()


def test_what_was_ended_or_dropped_by_mistake_is_taken_back(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    goal = helpers.goal(world.asker, plan)
    asker = as_(world.asker)
    page = reverse("casework:plan", args=[plan.id])
    for url in (
        reverse("casework:drop_goal", args=[plan.id, goal.id]),
        reverse("casework:end_plan", args=[plan.id]),
    ):
        asked = asker.post(url, follow=True).content.decode()
        assert f"{url}?angra=1" in asked
        asker.post(f"{url}?angra=1")
    shown = asker.get(page).content.decode()
    assert helpers.WORDS in shown
    assert "avslutades" not in shown
