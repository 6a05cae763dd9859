"""Cases of a whole country, made in the database: names, cases, deadlines, reports and notes.

The rows are made by number and say nothing about anybody; what the demo has of cases stays beside them.
"""

from bench.harness import Copies

PERSONS, CASES, NOTES_EACH = 300_000, 600_000, 2
WORDS = [
    "anna",
    "erik",
    "karin",
    "lars",
    "eva",
    "nils",
    "maria",
    "olof",
    "sara",
    "johan",
    "ida",
    "per",
    "elin",
    "karl",
    "maja",
    "sven",
]
NAMES = [
    "berg",
    "lund",
    "ek",
    "strand",
    "holm",
    "dal",
    "sjö",
    "alm",
    "lind",
    "gran",
    "fors",
    "hed",
    "ström",
    "vik",
    "ås",
    "mo",
]


def grow_cases(copies: Copies, *, persons: int = PERSONS, cases: int = CASES) -> None:
    """So many persons and cases, spread over the caseworkers of every municipality."""
    run = copies.connection.execute
    run(
        "create temp table worker as select row_number() over (order by municipality_id, account_id)"
        " - 1 as nr, municipality_id, unit_id, account_id from (select distinct on (account_id) *"
        " from organisation_membership where 'caseworker' = any (roles) and valid_to is null"
        " and lent_by_id is null and not suspended order by account_id, valid_from) m"
    )
    run(
        "create temp table made_person as select i, md5('p' || i)::uuid as id, w.* from"
        f" generate_series(0, {persons - 1}) i join worker w on w.nr = i % (select count(*) from worker)"
    )
    run("create index on made_person (i)")
    first, last = f"(array{WORDS})[1 + i % 16]", f"(array{NAMES})[1 + (i / 16) % 16]"
    run(
        "insert into casework_person (id, municipality_id, given_name, family_name, sort_key, number,"
        " number_kind, born_on, protection, version)"
        f" select id, municipality_id, initcap({first}), initcap({last}) || (i / 256), {last} || i,"
        " '1' || lpad(i::text, 11, '0'), 'reserve', date '1950-01-01' + i % 25000, '', 1 from made_person"
    )
    for word in (first, last):
        run(
            "insert into casework_nameword (id, municipality_id, person_id, word)"
            f" select gen_random_uuid(), municipality_id, id, {word} from made_person"
            " on conflict do nothing"
        )
    run(
        "insert into casework_safecontact (id, municipality_id, person_id, ring, text, mail, write, visit,"
        ' "when", how, not_known_to, phone, email, street, postcode, town, language, asked_on, version)'
        " select gen_random_uuid(), municipality_id, id, 'yes', 'no', 'no', 'no', 'unknown',"
        " 'Vardagar före tre.', '', '', '070-174 06 05', '', '', '', '', '', current_date, 1 from made_person"
    )
    run(
        "create temp table made_case as select c, md5('c' || c)::uuid as case_id, p.* from"
        f" generate_series(0, {cases - 1}) c join made_person p on p.i = c % {persons}"
    )
    run(
        "insert into casework_case (id, municipality_id, person_id, number, kind, stage, unit_id,"
        " responsible_id, worker_changes, opened_on, version)"
        " select case_id, municipality_id, id, '1999-' || c, (array['child', 'addiction', 'economic'])"
        "[1 + c % 3], 'investigation', unit_id, account_id, 0, current_date - c % 400, 1 from made_case"
    )
    own = "gen_random_uuid(), municipality_id, case_id"
    run(
        "insert into casework_caseworker (id, municipality_id, case_id, account_id, part, from_day)"
        f" select {own}, account_id, 'responsible', current_date - c % 400 from made_case"
    )
    run(
        "insert into casework_deadline (id, municipality_id, case_id, rule, starts_on, due_on,"
        " responsible_id, version)"
        f" select {own}, 'child_investigation', current_date - c % 120, current_date - c % 120 + 122,"
        " account_id, 1 from made_case"
    )
    run(
        "insert into casework_report (id, municipality_id, case_id, kind, received_at, reporter,"
        " reporter_name, reporter_phone, wants_answer, text, noted_by, noted_at, version)"
        f" select {own}, 'concern', now(), 'school', '', '', false, repeat('Det som sades. ', 30),"
        " account_id, now(), 1 from made_case"
    )
    run(
        "insert into casework_note (id, municipality_id, case_id, happened_on, text, of_weight, author_id,"
        " written_at, version)"
        f" select {own}, current_date - n, repeat('Det som antecknades. ', 20), c % 10 = 0, account_id,"
        f" now() - n * interval '1 day', 1 from made_case, generate_series(1, {NOTES_EACH}) n"
    )
    for table in ("worker", "made_person", "made_case"):
        run(f"drop table {table}")
