"""Statutes are kept by section: earlier wordings stay, and what changes is told."""

import argparse
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.personas import World

from kollega.cli.importing import statute as command
from kollega.core import clock, jobs
from kollega.core.actor import acting, job_for
from kollega.core.models.event import SharedEvent
from kollega.search import results
from kollega.statutes import api, homes
from kollega.statutes.jobs import bring_what_begins_today
from kollega.statutes.models import Import, Known, Section, Statute, Wording
from kollega.statutes.reading import StatuteError
from kollega.statutes.tests import laws
from kollega.statutes.tests.helpers import bring
from kollega.swedish.references import Reference

YEAR_31 = datetime(2031, 8, 1, 10, tzinfo=UTC)
YEAR_32 = datetime(2032, 2, 1, 10, tzinfo=UTC)
NEWER = (
    laws.TEXT.replace("t.o.m. SFS 2032:5", "t.o.m. SFS 2032:9")
    .replace(
        "1 § Leder ska märkas. En märkning ska synas på 14-\n17 meters håll.",
        "1 § Leder ska märkas väl. En märkning ska synas på 20\nmeters håll. Lag (2032:9).",
    )
    .replace("2 § Med led avses\n\n1. en märkt väg, och\n\n2. en väg som avses i 2 kap. 1 §.\n", "")
    + "\n2032:9\n\n1. Denna lag träder i kraft den 1 september 2032.\n"
)


def _ref(chapter: str, section: str) -> Reference:
    return Reference("2031:10", chapter, section)


def test_each_section_is_kept_with_its_wordings(world: World) -> None:
    outcome = bring()
    assert (outcome.is_new, outcome.sections) == (True, 6)
    again = Section.objects.get(statute=outcome.statute, chapter="2", section="2")
    numbers = Wording.objects.filter(section=again).order_by("number").values_list("number", "text")
    assert [number for number, _text in numbers] == [1, 2]
    with clock.at(YEAR_31):
        assert api.sections([_ref("2", "2")])[_ref("2", "2")].text.startswith(
            "Märkningen ska ses över vart fjärde år."
        )
        assert api.standing([_ref("2", "2")])[_ref("2", "2")].coming_on is not None
    with clock.at(YEAR_32):
        assert api.sections([_ref("2", "2")])[_ref("2", "2")].text.endswith("vartannat år.")


def test_reading_the_same_again_changes_nothing(world: World) -> None:
    bring()
    before = list(Wording.objects.order_by("id").values())
    assert bring().is_same
    assert list(Wording.objects.order_by("id").values()) == before
    assert Import.objects.count() == 1


def test_a_change_gives_a_new_wording_and_the_old_one_stays(world: World) -> None:
    with clock.at(YEAR_31):
        bring()
    with clock.at(YEAR_31 + timedelta(days=400)):
        outcome = bring(NEWER)
        assert list(outcome.changed) == ["2 kap. 1 §"]
        assert list(outcome.repealed) == ["1 kap. 2 §"]
        row = Import.objects.order_by("-at").first()
        assert row is not None
        assert (row.changed, row.repealed, row.as_of) == (1, 1, "2032:9")
        section = Section.objects.get(chapter="2", section="1")
        old, new = Wording.objects.filter(section=section).order_by("number")
        assert "14-17" in old.text
        assert old.replaced_at is not None
        assert "20 meters" in new.text
        assert (new.valid_from, new.changed_by) == (date(2032, 9, 1), "2032:9")
        assert old.valid_to == new.valid_from - timedelta(days=1)
        stands = api.standing([_ref("2", "1"), _ref("1", "2"), _ref("1", "1")])
        assert stands[_ref("2", "1")].state == "changed"
        assert stands[_ref("2", "1")].changed_after(date(2032, 1, 1))
        assert not stands[_ref("2", "1")].changed_after(date(2032, 10, 1))
        assert stands[_ref("1", "2")].state == "repealed"
        assert stands[_ref("1", "1")].state == "current"
        changes = api.changes_since(YEAR_31)
        assert {each.reference for each in changes} == {_ref("2", "1"), _ref("1", "2")}


def test_what_applies_goes_on_until_the_change_comes_into_force(world: World) -> None:
    with clock.at(YEAR_31):
        bring()
    with clock.at(YEAR_32):
        bring(NEWER)
        bring(NEWER)
        line = api.sections([_ref("2", "1")])[_ref("2", "1")]
        assert "14-17" in line.text
        assert api.standing([_ref("2", "1")])[_ref("2", "1")].coming_on == date(2032, 9, 1)
    with clock.at(YEAR_32 + timedelta(days=300)):
        assert "20 meters" in api.sections([_ref("2", "1")])[_ref("2", "1")].text


@pytest.mark.parametrize("day", ["1 mars 2033", ""])
def test_what_was_to_come_and_is_taken_back_never_applies(world: World, day: str) -> None:
    """The change is put off and changed again, or is gone from the file."""
    later = NEWER.replace("t.o.m. SFS 2032:9", "t.o.m. SFS 2032:12")
    if day:
        later = (
            later.replace("Lag (2032:9).", "Lag (2032:12).")
            .replace("på 20\nmeters håll", "på 30\nmeters håll")
            .replace("\n2032:9\n", "\n2032:12\n")
            .replace("1 september 2032", day)
        )
    else:
        before, text = laws.TEXT.split("1 § Leder"), NEWER.split("1 § Leder")
        old, new = (each[1].split("\n\n/Rubriken")[0] for each in (before, text))
        later = later.replace(new, old)
    with clock.at(YEAR_31):
        bring()
    with clock.at(YEAR_32):
        bring(NEWER)
        bring(later)
        of = api.standing([_ref("2", "1")])[_ref("2", "1")]
        assert (of.state, of.coming_on) == ("current", date(2033, 3, 1) if day else None)
    with clock.at(YEAR_32 + timedelta(days=300)):
        assert "14-17" in api.sections([_ref("2", "1")])[_ref("2", "1")].text
    with clock.at(YEAR_32 + timedelta(days=500)):
        said = api.sections([_ref("2", "1")])[_ref("2", "1")].text
        assert ("30 meters" if day else "14-17") in said


def test_an_older_file_is_refused_and_nothing_changes(world: World) -> None:
    bring(NEWER)
    before = list(Wording.objects.order_by("id").values())
    with pytest.raises(StatuteError, match="äldre"):
        bring()
    assert list(Wording.objects.order_by("id").values()) == before


def test_old_law_is_known_from_what_repealed_it(world: World) -> None:
    bring()
    old = Reference("1999:7", "", "3")
    with clock.at(YEAR_32):
        stands = api.standing([old])[old]
    assert (stands.state, stands.instead) == ("old_law", "2031:10")
    assert stands.since == date(2031, 7, 1)
    # Known from the law itself, imported or not.
    sol = Reference("2001:453", "4", "1")
    assert (api.standing([sol])[sol].state, api.standing([sol])[sol].instead) == (
        "old_law",
        "2025:400",
    )
    strange = Reference("2030:99", "", "1")
    assert api.standing([strange])[strange].state == "unknown"
    missing = _ref("9", "9")
    assert api.standing([missing])[missing].said == "Lagen har ingen sådan paragraf."


# --- In each collaboration ------------------------------------------------------------------------


def _home(world: World) -> int:
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(actor):
        return homes.bring_home(actor)


def _events(world: World) -> list[SharedEvent]:
    with acting(world.asker.actor):
        return list(SharedEvent.objects.filter(kind="statutes.changed").order_by("at"))


def test_a_collaboration_finds_sections_and_is_told_what_changed(world: World) -> None:
    with clock.at(YEAR_31):
        bring()
        jobs.run_waiting()
        with acting(world.asker.actor):
            assert Known.objects.count() == 6
            (first, *_rest) = results.results(
                world.asker.actor, "hur ofta ska märkningen ses över", of_kinds=["statute"]
            ).results
        assert first.shown.ref == "2031:10 2 kap. 2 §"
        assert first.shown.title.startswith("Fjällrättslag 2 kap. 2 §")
        assert first.shown.url == "/lagar/2031-10/2-2"
        assert _events(world) == []
        with acting(world.outsider.actor):
            assert Known.objects.count() == 6
    with clock.at(YEAR_31 + timedelta(days=420)):
        bring(NEWER)
        jobs.run_waiting()
        (event,) = _events(world)
        told = api.references_of(event.detail["sections"])
        # What began to apply meanwhile is told too: 2 § got its new wording, 2 a § is in force.
        assert {each.place for each in told} == {
            "1 kap. 2 §",
            "2 kap. 1 §",
            "2 kap. 2 §",
            "2 kap. 2 a §",
        }
        assert _home(world) == 0
        with acting(world.asker.actor):
            page = results.results(world.asker.actor, "2 kap. 1 § 2031:10", of_kinds=["statute"])
        assert "20 meters" in page.results[0].shown.text


def test_a_wording_that_begins_to_apply_is_told_without_an_import(world: World) -> None:
    with clock.at(YEAR_31):
        bring()
        jobs.run_waiting()
    with clock.at(YEAR_32):
        bring_what_begins_today.run()
        bring_what_begins_today.run()
        (event,) = _events(world)
        told = api.references_of(event.detail["sections"])
    assert {each.place for each in told} == {"2 kap. 2 §", "2 kap. 2 a §"}


def test_a_law_that_ends_is_told(world: World) -> None:
    with clock.at(YEAR_31):
        bring()
        jobs.run_waiting()
    with clock.at(YEAR_32):
        bring(laws.parliament(upphavd="2032-01-15"))
        jobs.run_waiting()
        (event,) = _events(world)
        assert (
            len(api.references_of(event.detail["sections"])) == 4
        )  # 2 a § never applied, 3 § no more
        assert api.standing([_ref("1", "1")])[_ref("1", "1")].state == "old_law"


# --- The command ----------------------------------------------------------------------------------


def _run(*what: str, dry_run: bool = False, as_json: bool = False, shrinks: bool = False) -> int:
    options = argparse.Namespace(what=list(what), dry_run=dry_run, json=as_json, shrinks=shrinks)
    return command.carry_out(options)


def test_the_command_reads_files_and_says_what_it_did(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "lag.txt", tmp_path / "brev.txt"
    good.write_text(laws.TEXT, encoding="utf-8")
    bad.write_text("Kära dagbok, i dag gick jag på fjället.", encoding="utf-8")
    assert _run(str(good), dry_run=True) == 0
    assert "provkörning" in capsys.readouterr().out
    assert not Statute.objects.exists()
    assert _run(str(bad), str(good), str(tmp_path / "borta")) == 1
    told = capsys.readouterr()
    assert "Fjällrättslag (2031:10), t.o.m. SFS 2032:5: inläst." in told.out
    assert "inga paragrafer" in told.err
    assert "går inte att läsa" in told.err
    assert _run(str(good), as_json=True) == 0
    (answer,) = json.loads(capsys.readouterr().out)["statutes"]
    assert (answer["sfs"], answer["sections"], answer["changed"]) == ("2031:10", 6, [])


def test_a_part_of_a_law_does_not_repeal_the_rest(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, part = tmp_path / "lag.txt", tmp_path / "del.txt"
    whole.write_text(laws.TEXT, encoding="utf-8")
    part.write_text(laws.TEXT.partition("2 kap. Leder")[0], encoding="utf-8")
    assert _run(str(whole)) == 0
    before = list(Wording.objects.order_by("id").values())
    capsys.readouterr()
    assert _run(str(part)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "saknar 3 av de 5 paragrafer" in line
    assert "först 2 kap. 1 §, 2 kap. 2 §, 2 kap. 2 a §, och" in line
    assert list(Wording.objects.order_by("id").values()) == before
    assert Statute.objects.get().source == "lag.txt"
    assert _run(str(part), shrinks=True) == 0
    assert "Upphävda: 2 kap. 1 §" in capsys.readouterr().out


def _long(first: int, last: int) -> str:
    sections = "".join(
        f"{number} § Led nummer {number} ska märkas.\n\n" for number in range(first, last + 1)
    )
    return f"Leduppräkningslag (2031:11)\n\n{sections}"


LAST = """Övergångsbestämmelser

2031:11

1. Denna lag träder i kraft den 1 juli 2031.
"""


@pytest.mark.parametrize(
    ("part", "is_refused"),
    [
        (_long(1, 57), True),  # fewer than a tenth, but all of them at the end
        (_long(1, 59), True),  # one, with everything that stood after it
        (_long(1, 58) + LAST, False),
        (_long(8, 60) + LAST, True),  # more than a tenth
        (_long(5, 60) + LAST, False),
    ],
)
def test_a_file_that_was_cut_off_is_refused(world: World, part: str, is_refused: bool) -> None:
    bring(_long(1, 60) + LAST)
    if is_refused:
        with pytest.raises(StatuteError, match="säger inte att de är upphävda"):
            bring(part)
    else:
        assert bring(part).repealed


def test_a_change_without_a_day_does_not_begin_before_what_it_changes(world: World) -> None:
    with clock.at(YEAR_32):
        bring()
    with clock.at(YEAR_32 + timedelta(days=30)):
        for _time in range(2):
            bring(laws.TEXT.replace("17 meters håll", "20 meters håll"))
        of_both = Wording.objects.filter(section__chapter="2", section__section="1")
        old, new = of_both.order_by("valid_from")  # without a day comes last
        assert (old.valid_from, old.valid_to) == (date(2031, 7, 1), None)
        assert (new.valid_from, new.replaced_at) == (None, None)
        of = api.standing([_ref("2", "1")])[_ref("2", "1")]
        assert (of.state, of.since) == ("changed", date(2032, 3, 2))


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_mistake_that_is_put_right_leaves_the_section_as_it_stood(
    world: World, is_gone: bool
) -> None:
    wrong = (
        NEWER.replace("t.o.m. SFS 2032:9", "t.o.m. SFS 2032:5")
        if is_gone
        else laws.TEXT.replace("2 § Med led avses\n", "2 § Med led menas\n")
    )
    of = _ref("1", "2")
    with clock.at(YEAR_32):
        bring()
    with clock.at(YEAR_32 + timedelta(days=1)):
        bring(wrong)
        assert api.standing([of])[of].state == ("repealed" if is_gone else "changed")
    with clock.at(YEAR_32 + timedelta(days=2)):
        assert "1 kap. 2 §" in bring().changed
        stands = api.standing([of])[of]
        assert (stands.state, stands.since) == ("current", date(2031, 7, 1))
        assert "Med led avses" in api.sections([of])[of].text
        assert bring().is_same


def test_nothing_is_half_imported(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lag.txt"
    file.write_text(laws.TEXT, encoding="utf-8")

    def broken(*_given: object) -> None:
        raise RuntimeError("the power goes")

    monkeypatch.setattr("kollega.statutes.services._endings", broken)
    with pytest.raises(RuntimeError):
        _run(str(file))
    assert not Statute.objects.exists()
    assert not Section.objects.exists()
