"""The demo's rows copied to any size: more colleagues, more questions, more collaborations."""

from django.db.models import TextField
from django.db.models.functions import MD5, Cast

from bench.harness import Copies
from kollega.core.actor import Actor, Role

# Every table of a collaboration and its municipalities, in no particular order: keys are checked
# by nobody while copying.
OF_PEOPLE = (
    "organisation_colleague",
    "competence_competence",
    "competence_availability",
)
OF_QUESTIONS = (
    "consultation_question",
    "consultation_signature",
    "consultation_asked",
    "consultation_post",
    "consultation_closing",
    "consultation_baseline",
    "consultation_afterwards",
    "consultation_attachment",
    "outcome_told",
    "outcome_sequel",
    "outcome_followup",
    "outcome_followupanswer",
    "rounds_round",
    "rounds_participant",
    "rounds_brought",
    "rounds_notesection",
    "border_owndocument",
    "incident_incident",
    "incident_told",
    "incident_seen",
)
KEPT_IN_QUESTIONS = (
    "collaboration_id",
    "municipality_id",
    "only_municipality_id",
    "account_id",
    "area_id",
    "second_area_id",
    "asker_id",
    "taken_by_id",
    "author_id",
    "colleague_id",
    "from_municipality_id",
    "to_municipality_id",
    "facilitator_id",
    "note_taker_id",
    "saved_by_id",
)
HOUSE = ("core_account", "organisation_membership", "organisation_unit")
ROOMS = (
    "organisation",
    "competence",
    "consultation",
    "search",
    "border",
    "outcome",
    "rounds",
    "incident",
    "followup",
    "coordination",
    "public",
)
STEP = 10_000_000
"""Between the document numbers of one copy and the next."""


def large_collaboration(copies: Copies) -> str:
    """The id of the demo's collaboration with most colleagues."""
    row = copies.connection.execute(
        "select collaboration_id from organisation_colleague group by 1 order by count(*) desc limit 1"
    ).fetchone()
    assert row is not None
    return str(row[0])


def grow_colleagues(copies: Copies, wanted: int) -> None:
    """Copies of each colleague with what she knows, until there are `wanted` at least."""
    home = large_collaboration(copies)
    (now,) = copies.connection.execute(  # type: ignore[misc]
        "select count(*) from organisation_colleague where collaboration_id = %s", [home]
    ).fetchone()
    times = -(-wanted // now) - 1
    mine = f"t.collaboration_id = '{home}'"
    kept = ("collaboration_id", "municipality_id", "area_id", "passage_id")
    copies.copy("core_account", copies=times, changed={"email": "n || t.email"})
    copies.copy("organisation_membership", copies=times, fixed=("municipality_id", "unit_id"))
    for table in OF_PEOPLE:
        copies.copy(table, copies=times, fixed=kept, where=mine)


def grow_questions(copies: Copies, *, answers: int = 0, questions: int = 0) -> None:
    """Copies of each question with its thread and index, until there are so many."""
    home = large_collaboration(copies)
    table = "consultation_post" if answers else "consultation_question"
    (now,) = copies.connection.execute(  # type: ignore[misc]
        f"select count(*) from {table} where collaboration_id = %s", [home]
    ).fetchone()
    times = max(0, round((answers or questions) / now) - 1)
    earlier = {
        name: f"t.{name} - n * interval '7 hours'"
        for name in ("asked_at", "taken_at", "answered_at", "closed_at", "posted_at", "reported_at")
    }
    # Copies of a round stand by themselves: a series meets once on a day.
    earlier |= {"series_id": "null", "slot": "null", "due_on": "t.due_on - n", "day": "t.day - n"}
    for each in OF_QUESTIONS:
        names = {name for name, _kind in copies.columns(each)}
        copies.copy(
            each,
            copies=times,
            fixed=KEPT_IN_QUESTIONS,
            changed={name: value for name, value in earlier.items() if name in names},
            where="true" if "collaboration_id" not in names else f"t.collaboration_id = '{home}'",
        )
    _grow_index(
        copies, times, home, fixed=("collaboration_id", "municipality_id", "only_municipality_id")
    )
    copies.connection.execute(
        "update search_termcount set documents = documents * %s where collaboration_id = %s",
        [times + 1, home],
    )


def _grow_index(copies: Copies, times: int, home: str, *, fixed: tuple[str, ...]) -> None:
    mine = f"t.collaboration_id = '{home}'"
    copies.copy(
        "search_document",
        copies=times,
        fixed=fixed,
        changed={"id": f"t.id + n::bigint * {STEP}"},
        where=mine,
    )
    copies.copy(
        "search_posting",
        copies=times,
        fixed=fixed,
        changed=_moved_run(STEP),
        where=mine,
    )


def _moved_run(step: int) -> dict[str, str]:
    """A run of postings whose passages are copies."""
    return {
        "first": f"t.first + n::bigint * {step}",
        "last": f"t.last + n::bigint * {step}",
        "entries": f"(select array_agg(e + (n::bigint * {step} << 16)) from unnest(t.entries) e)",
    }


def grow_collaborations(copies: Copies, more: int) -> None:
    """Copies of the large collaboration, each with municipalities and accounts of its own."""
    if more < 1:
        return
    home = large_collaboration(copies)
    # Copies of copies must not meet: these numbers are used by nothing above.
    first = 1_000_000
    towns = (
        f"(select municipality_id from organisation_agreement where collaboration_id = '{home}')"
    )
    unique = {
        "core_account": {"email": "n || t.email"},
        "organisation_municipality": {"code": "upper(substr(md5(t.code || n), 1, 4))"},
        "search_document": {"id": f"t.id + n::bigint * {STEP // 1000}"},
        "search_posting": _moved_run(STEP // 1000),
    }
    rows = copies.connection.execute(
        "select table_name, bool_or(column_name = 'collaboration_id'),"
        " bool_or(column_name = 'municipality_id')"
        " from information_schema.columns where table_schema = 'public'"
        " and split_part(table_name, '_', 1) = any (%s) group by 1",
        [list(ROOMS)],
    ).fetchall()
    copies.connection.execute(
        "alter table organisation_municipality drop constraint if exists organisation_municipality_code_key"
    )
    for table, has_collaboration, has_municipality in rows:
        if table == "organisation_collaboration":
            where = f"t.id = '{home}'"
        elif table == "organisation_municipality":
            where = f"t.id in {towns}"
        elif has_collaboration:
            where = f"t.collaboration_id = '{home}'"
        elif has_municipality:
            where = f"t.municipality_id in {towns}"
        else:
            continue
        copies.copy(table, copies=more, first=first, changed=unique.get(table), where=where)
    copies.copy(
        "core_account",
        copies=more,
        first=first,
        changed=unique["core_account"],
        where=f"t.id in (select account_id from organisation_membership where municipality_id in {towns})",
    )


def askers(most: int, role: Role = Role.CASEWORKER) -> list[Actor]:
    """Actors with this role, spread over the collaborations."""
    from kollega.core.models import Account
    from kollega.organisation.identity import account_with_actors

    found = []
    for account_id in Account.objects.order_by(MD5(Cast("id", TextField()))).values_list(
        "id", flat=True
    ):
        account = account_with_actors(account_id)
        actor = account.actors[0] if account and account.actors else None
        if actor and actor.colleague_id and role in actor.roles:
            found.append(actor)
        if len(found) == most:
            break
    return found


def texts() -> list[str]:
    """The demo's own question texts."""
    from kollega.demo.world import load_world

    return [question.text for question in load_world().questions.values()]
