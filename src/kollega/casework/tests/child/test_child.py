"""A boy of twelve says that he fears his father. Joint custody."""

import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.child import readers, services
from kollega.casework.models import Case, ChildWords, Custody, Person, Relation, SafeContact
from kollega.casework.tests.child import helpers
from kollega.casework.tests.child.helpers import SAYS
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models.log import AuditRow

As = Callable[[Persona], Client]


def go(client: Client, page: str, *args: Any, **posted: Any) -> Any:
    return client.post(reverse(f"casework:{page}", args=args), posted)


def html(client: Client, page: str, *args: Any) -> str:
    return client.get(reverse(f"casework:{page}", args=args)).content.decode()


def shown(*some: Person) -> str:
    return " ".join(str(each) for each in sorted(one.id for one in some))


def told(client: Client, case: Case, guardians: str, **posted: Any) -> Any:
    given = {"asked": "yes", "told": "on", "shown": guardians, "id": uuid.uuid4()}
    return go(client, "child_readers", case.id, **{**given, **posted})


def wrote(client: Client, page: str, guardians: str, **posted: Any) -> Any:
    given = {
        "text": SAYS,
        "area": "safe",
        "said_on": clock.today().isoformat(),
        "where": "Skolan",
        "asked": "yes",
        "shown": guardians,
        "version": 0,
        "id": uuid.uuid4(),
    }
    return client.post(page, {**given, **posted})


def printed(client: Client, case: Case, guardian: Person, **posted: Any) -> str:
    answer = go(client, "child_sheet", case.id, guardian.id, **posted)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert "Ek" not in answer["Content-Disposition"]
    reader = PdfReader(io.BytesIO(answer.content))
    return "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


@pytest.fixture
def family(world: World) -> tuple[Case, Person, Person]:
    """(the boy's case, his mother, his father)."""
    case = helpers.boy(world.asker)
    return case, *(helpers.parent(world.asker, case, name) for name in ("Elsa", "Bengt"))


def test_the_fathers_sheet_lacks_what_the_mothers_has(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case, mother, father = family
    client, both = as_(world.asker), shown(mother, father)
    read = html(client, "child_readers", case.id)
    for words in ("Elsa Ek", "Bengt Ek", "gemensam vårdnad", "OSL 12 kap. 3 §"):
        assert words in read

    assert told(client, case, both, told="").status_code == 422  # without the tick nobody writes
    passed = told(client, case, both, not_for=[father.id], wish="Då blir han arg.")
    assert passed.status_code == 302
    page = client.get(passed.url).content.decode()
    assert f'value="{father.id}"' in page
    assert re.search(rf'<input[^>]*value="{father.id}"[^>]*checked', page)
    assert wrote(client, passed.url, both, not_for=[father.id]).status_code == 302

    frame = html(client, "child", case.id)
    assert SAYS in frame
    assert "Barnet vill inte att Bengt Ek läser" in frame
    with acting(world.asker.actor):
        gate.case_for(world.asker.actor, case.id)
        row = ChildWords.objects.get()
    fathers = html(client, "child_sheet", case.id, father.id)
    assert SAYS not in fathers
    assert SAYS in html(client, "child_sheet", case.id, mother.id)

    decided = helpers.decision(world.asker, case)
    chosen = {"words": [row.id], "decisions": [decided.id]}
    assert SAYS in printed(client, case, mother, **chosen).replace("\n", " ")
    his = printed(client, case, father, **chosen)  # asked for by hand: it is not there to be chosen
    assert "bifall" in his
    for words in (SAYS, "rädd", "Det barnet har sagt", "Bengt", "fattas"):
        assert words not in his


def test_nothing_is_written_before_the_readers_are_told_of(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case, mother, father = family
    client, both = as_(world.asker), shown(mother, father)
    page = reverse("casework:child_write", args=[case.id, uuid.uuid4()])
    assert wrote(client, page, both).status_code == 404
    passed = told(client, case, both).url
    other = as_(world.manager).get(passed)  # told to Maja, not to Karin
    assert other.url == reverse("casework:child_readers", args=[case.id])

    grown = helpers.parent(world.asker, case, "Greta", custody=Custody.NONE)
    first = wrote(client, passed, both, text="Ett.")
    assert first.status_code == 302, first.context_data["form"].errors  # no custody, no reader
    with acting(world.asker.actor):
        gate.case_for(world.asker.actor, case.id)
        Relation.objects.filter(person=father).update(custody=Custody.NONE)
        Relation.objects.filter(person=grown).update(custody=Custody.JOINT)
    late = wrote(client, passed, both, text="Två.")
    assert late.status_code == 422
    assert "Två." in late.content.decode()
    assert "Vårdnaden" in late.content.decode()
    with acting(world.asker.actor):
        gate.case_for(world.asker.actor, case.id)
        assert list(ChildWords.objects.values_list("text", flat=True)) == ["Ett."]


def test_a_new_guardian_reads_nothing_before_the_child_is_asked(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case, mother, father = family
    row = helpers.words(world.asker, case)
    new = helpers.parent(world.asker, case, "Greta")
    client = as_(world.asker)
    assert SAYS not in html(client, "child_sheet", case.id, new.id)
    assert "inte tillfrågat om Greta Ek" in html(client, "child", case.id)
    page = reverse("casework:child_words", args=[case.id, row.id])
    assert "Fråga barnet igen" in client.get(page).content.decode()
    everybody = shown(mother, father, new)
    assert wrote(client, page, everybody, version=1, asked="").status_code == 422
    assert wrote(client, page, everybody, version=1).status_code == 302
    assert SAYS in html(client, "child_sheet", case.id, new.id)


def test_words_are_changed_by_whoever_heard_them_and_clashes_show_both(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case, mother, father = family
    row, both = helpers.words(world.asker, case), shown(mother, father)
    page = reverse("casework:child_words", args=[case.id, row.id])
    refused = wrote(as_(world.manager), page, both, version=1, text="Annat.")
    assert refused.status_code == 422
    assert "Bara den som hörde orden" in refused.content.decode()
    kept = wrote(as_(world.manager), page, both, version=1, not_for=[mother.id])
    assert kept.status_code == 302  # whom the child lets read, anybody who works with it changes
    clash = wrote(as_(world.asker), page, both, version=1, text="Jag är jätterädd.")
    assert clash.status_code == 409
    both_texts = clash.content.decode()
    assert SAYS in both_texts
    assert "Jag är jätterädd." in both_texts


def test_a_ban_on_contact_stands_before_the_writing(world: World, as_: As) -> None:
    case = helpers.boy(world.asker)
    mother = helpers.parent(world.asker, case, "Elsa")
    father = helpers.parent(world.asker, case, "Bengt")
    with acting(world.asker.actor):
        gate.person_for(world.asker.actor, mother.id)
        Relation.objects.create(
            municipality_id=world.asker.actor.municipality_id,
            person=father,
            other=mother,
            kind="partner",
            contact_ban=True,
        )
    client = as_(world.asker)
    read = html(client, "child_readers", case.id)
    assert "Har kontaktförbud mot den andra vårdnadshavaren." in read


def test_a_sheet_is_not_sent_where_the_childs_or_the_guardians_letters_are_not_safe(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case, mother, _father = family
    row = helpers.words(world.asker, case)
    client = as_(world.asker)
    assert "ingen har frågat om brev" in html(client, "child_sheet", case.id, mother.id)
    home = {"street": "Storgatan 1", "postcode": "12345", "town": "Granåker"}
    own = {"municipality_id": world.asker.actor.municipality_id}
    with acting(world.asker.actor):
        gate.case_for(world.asker.actor, case.id)
        gate.person_for(world.asker.actor, mother.id)
        SafeContact.objects.update_or_create(
            **own, person=mother, defaults={"write": "yes", **home}
        )
    assert "Storgatan" in printed(client, case, mother, words=[row.id])
    with acting(world.asker.actor):
        gate.case_for(world.asker.actor, case.id)
        SafeContact.objects.update_or_create(**own, person=case.person, defaults={"write": "no"})
    assert "brev inte är säkra" in html(client, "child_sheet", case.id, mother.id)
    sheet = printed(client, case, mother, words=[row.id])
    assert "Storgatan" not in sheet
    assert "Lämnas i handen." in sheet


def test_titles_and_logs_carry_nothing_of_it(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case, mother, father = family
    row = helpers.words(world.asker, case, father)
    best, decided = helpers.best(world.asker, case), helpers.decision(world.asker, case)
    client = as_(world.asker)
    for page, more in (
        ("child", []),
        ("child_readers", []),
        ("child_words", [row.id]),
        ("child_best_part", [best.id, "child"]),
        ("child_changed", [decided.id]),
        ("child_understood", [decided.id]),
        ("child_sheet", [mother.id]),
    ):
        title = html(client, page, case.id, *more).split("<title>")[1].split("</title>")[0]
        for word in ("Elis", "Ek", "Elsa", "Bengt", "rädd"):
            assert word not in title.split(), page
    printed(client, case, mother, decisions=[decided.id])
    with acting(world.asker.actor):
        rows = AuditRow.objects.filter(verb__startswith="child.")
        noted = [(each.verb, each.reason) for each in rows]
    assert ("child.sheet_for", "") in noted
    assert all(reason == "" for _verb, reason in noted)


def test_what_is_best_is_weighed_on_pages_where_child_and_parent_never_meet(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case = family[0]
    client, best_id = as_(world.asker), uuid.uuid4()
    begun = go(
        client,
        "child_best",
        case.id,
        about="Var han ska bo",
        child_says="Hos mormor, för där är det tyst.",
        version=0,
        id=best_id,
    )
    assert begun.url == reverse("casework:child_best_part", args=[case.id, best_id, "others"])
    theirs = "Pappa vill att han bor hemma."
    weighed = go(
        client, "child_best_part", case.id, best_id, "others", others_say=theirs, version=1
    )
    last = {"weighed": "Hans vilja väger tungt.", "outcome": "Mormor.", "version": 2}
    assert "weighed" in weighed.url
    assert go(client, "child_best_part", case.id, best_id, "weighed", **last).status_code == 302
    own = "Hos mormor, för där"
    for page, args in (
        ("child", [case.id]),
        *(("child_best_part", [case.id, best_id, part]) for part in services.BEST_PARTS),
    ):
        seen = html(client, page, *args)
        assert not (own in seen and theirs in seen), page
    old = go(client, "child_best_part", case.id, best_id, "others", others_say="Nytt.", version=1)
    assert old.status_code == 409


def test_what_the_words_changed_is_asked_until_it_is_answered(
    world: World, as_: As, family: tuple[Case, Person, Person]
) -> None:
    case = family[0]
    decided = helpers.decision(world.asker, case)
    client, asks = as_(world.asker), "Vad ändrade barnets ord?"
    assert asks in html(client, "case", case.id)
    early = go(
        client,
        "child_understood",
        case.id,
        decided.id,
        told_on="2020-01-01",
        told_how="Jag berättade i skolan.",
        understood="Jag ska få vara hos en familj ibland.",
        version=0,
    )
    assert early.status_code == 422
    assert "Beslutet var inte fattat" in early.content.decode()
    understood = go(
        client,
        "child_understood",
        case.id,
        decided.id,
        told_on=clock.today().isoformat(),
        told_how="Jag berättade i skolan.",
        understood="Jag ska få vara hos en familj ibland.",
        version=0,
    )
    assert understood.status_code == 302
    assert asks in html(client, "case", case.id)  # that he understood is no answer to it
    changed = {"changed": "Han fick välja vilken familj.", "version": 1}
    assert go(client, "child_changed", case.id, decided.id, **changed).status_code == 302
    assert asks not in html(client, "case", case.id)
    assert "Han fick välja vilken familj." in html(client, "child", case.id)


def test_it_is_there_for_childrens_cases_only(world: World, as_: As) -> None:
    case = helpers.helpers.case(world.asker, kind="addiction")
    address = reverse("casework:child", args=[case.id])
    client = as_(world.asker)
    assert client.get(address).status_code == 404
    assert address not in html(client, "case", case.id)


def test_of_age_nobody_is_a_guardian(world: World) -> None:
    case = helpers.boy(world.asker)
    helpers.parent(world.asker, case, "Elsa")
    with acting(world.asker.actor):
        found = gate.case_for(world.asker.actor, case.id)
        rows = list(Relation.objects.filter(other=case.person).select_related("person"))
        assert len(readers.told_of(rows, found.person.born_on, clock.today())) == 1
        grown = found.person.born_on.replace(year=clock.today().year - 18)
        assert readers.told_of(rows, grown, clock.today()) == []


def test_a_view_of_a_child_that_was_not_asked_is_refused(
    world: World, family: tuple[Case, Person, Person]
) -> None:
    case, _mother, father = family
    with pytest.raises(ValidationError, match="tillfrågat"):
        helpers.inside(
            world.asker,
            case,
            lambda actor, found: services.tell_readers(
                actor,
                found,
                public_id=uuid.uuid4(),
                shown=[],
                asked="no",
                not_for=[father.id],
                wish="",
            ),
        )
