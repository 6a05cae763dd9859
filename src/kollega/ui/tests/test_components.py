"""Each component draws what its contract says, also with the least it can be given."""

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.test import RequestFactory

from kollega.ui import gallery, notes
from kollega.ui.paging import Paging, sort_column
from kollega.ui.parts import (
    Action,
    Cell,
    Column,
    Confirmation,
    Finding,
    KeyFigure,
    Layout,
    Link,
    Person,
    Post,
    Progress,
    Room,
    Table,
    TrafficLight,
    Zone,
    number_word,
)
from kollega.ui.tests.house import draw, screen


@pytest.mark.parametrize("page", gallery.PAGES)
def test_whole_screens_have_one_heading_and_no_repeated_id(page: str) -> None:
    html = screen(page)
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    doubled = {one for one in ids if ids.count(one) > 1}
    assert not doubled
    assert html.count("<h1") == 1


def test_the_page_needs_nothing() -> None:
    html = draw('{% extends "ui/base.html" %}{% block title %}T{% endblock %}')
    assert "<title>T – Digital kollega</title>" in html
    assert '<aside class="context" aria-label="Bra att veta här"></aside>' in html


def test_the_menu_has_a_plain_way_and_marks_the_room() -> None:
    layout = Layout(
        person=Person("Siv Öberg", "Ånäs"),
        rooms=[Room("Min dag", "/"), Room("Frågor", "/fragor/", 2), Room("Nya", "/fragor/nya/")],
        demo=True,
    ).at("/fragor/nya/12/")
    html = draw('{% extends "ui/base.html" %}', layout=layout)
    assert html.count('<a href="/fragor/nya/" aria-current="page">') == 2
    assert html.count("aria-current") == 2
    assert "<details" in html
    assert '<span class="badge">2<span class="unseen"> nya</span></span>' in html
    assert "Demo: allt är påhittat" in html


def test_zones_say_who_sees() -> None:
    assert Zone.own("Granåker").text == "Stannar hos socialtjänsten i Granåker"
    assert Zone.shared(8).text == "Delas med åtta kommuner"
    assert Zone.shared(1).text == "Delas med en kommun"
    assert Zone.draft(8).detail == "Sedan: delas med åtta kommuner."
    html = draw("{% zone_bar zone %}", zone=Zone.draft())
    assert "Utkastet stannar hos dig tills du skickar" in html
    assert 'class="zone draft"' in html


@pytest.mark.parametrize(
    ("number", "word"), [(0, "noll"), (1, "ett"), (12, "tolv"), (13, "13"), (2300, "2\xa0300")]
)
def test_small_numbers_are_words(number: int, word: str) -> None:
    assert number_word(number) == word


def test_states_have_words_and_shape() -> None:
    html = draw('{% state "bad" "Försenad" %}')
    assert "<svg" in html
    assert "Försenad" in html


def test_an_icon_is_hidden_unless_it_speaks() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "lock" %}')
    assert 'aria-label="L&amp;s"' in draw('{% icon "lock" said %}', said="L&s")
    with pytest.raises(FileNotFoundError):
        draw('{% icon "no-such" %}')


def test_no_badge_for_nothing() -> None:
    assert draw("{% badge 0 %}").strip() == ""
    assert "99+" in draw('{% badge 400 "olästa" %}')


def test_a_way_back_and_a_trail() -> None:
    assert "crumbs" not in draw("{% crumbs trail %}", trail=[Link("Frågor", "/fragor/")])
    html = draw("{% crumbs trail %}", trail=[Link("Frågor", "/fragor/"), Link("Nu")])
    assert '<span aria-current="page">Nu</span>' in html


def test_the_light_names_what_each_button_is_about() -> None:
    light = TrafficLight(
        "mind",
        "Kontroll",
        "En sak",
        [Finding("i <Storavan>", "i en liten kommun", actions=[Action("Byt", "change", "1")])],
        form="f",
    )
    html = draw("{% traffic_light light %}<p>80</p>{% endtraffic_light %}", light=light)
    assert (
        'name="change" value="1" form="f">Byt<span class="unseen"> i &lt;Storavan&gt;</span>'
        in html
    )
    assert "<p>80</p>" in html
    assert "<Storavan>" not in html


def test_a_post_may_be_without_a_name() -> None:
    html = draw("{% post p %}{% endpost %}", p=Post("a", "<b>x</b>", "nu", withheld="En kollega"))
    assert "En kollega" in html
    assert "<b>x</b>" not in html
    assert 'class="actions"' not in html


def test_a_table_keeps_headings_for_listeners_and_phones() -> None:
    table = Table("T", [Column("Namn"), Column("Antal", numeric=True)], [[Cell("Siv", "/s/"), "3"]])
    html = draw("{% table t %}", t=table)
    assert '<th scope="row" role="rowheader">' in html
    assert 'data-label="Antal" class="number"' in html
    with pytest.raises(ValueError, match="zip"):
        _ = Table("T", [Column("Namn")], [["för", "många"]]).lines


def test_sorting_turns_and_goes_to_the_first_page() -> None:
    request = RequestFactory().get("/x/", {"sort": "name", "page": "3", "q": "våld"})
    column = sort_column(request, "Namn", "name")
    assert column.sorted == "up"
    assert column.url == "?sort=-name&q=v%C3%A5ld"
    assert 'aria-sort="ascending"' in draw("{% sort_header c %}", c=column)
    assert sort_column(request, "Kommun", "place").sorted == ""


def test_paging_keeps_the_address() -> None:
    request = RequestFactory().get("/x/", {"q": "a"})
    paging = Paging.of(request, Paginator(range(120), 50).page(2))
    assert paging == Paging("Visar 51–100 av 120", "?q=a&page=1", "?q=a&page=3")
    last = Paging.of(request, Paginator(range(120), 50).page(3))
    assert 'rel="next"' not in draw("{% page_links p %}", p=last)


def test_small_parts_with_the_least() -> None:
    assert "<a" not in draw('{% empty "Inget än" "Här samlas svar." %}')
    assert "<details" not in draw("{% key_figure f %}", f=KeyFigure("3", "svar"))
    assert "value=" not in draw("{% progress w %}", w=Progress("Räknar"))
    assert "hx-get" in draw("{% progress w %}", w=Progress("Räknar", poll_url="/p/"))
    assert "<details" in draw('{% term "Vad är jäv?" %}<p>Ett skäl.</p>{% endterm %}')


def test_a_confirmation_says_when_it_cannot_be_undone() -> None:
    least = Confirmation("Ta bort?", ["Kortet tas bort."], "Ta bort", "/kort/", fields=[("a", "b")])
    html = draw("{% confirmation c %}", c=least)
    assert "Det går inte att ångra." in html
    assert "csrfmiddlewaretoken" in html
    assert '<input type="hidden" name="a" value="b">' in html


class Small(forms.Form):
    name = forms.CharField(label="Namn", help_text="Som på kortet.", max_length=10)
    kind = forms.ChoiceField(
        label="Slag", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label="Anmärkning", required=False)


def test_a_field_in_error_says_so_to_every_sense() -> None:
    form = Small({"name": ""})
    html = draw("{% error_summary f %}{% field f.name %}{% field f.kind %}", f=form)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_error id_name_hint"' in html
    assert "Två saker behöver rättas" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_kind_0"' in html
    assert (
        '<fieldset class="field  wrong" id="id_kind_group" aria-describedby="id_kind_error">'
        in html
    )
    assert html.count("<legend>") == 1


def test_a_field_in_order_is_quiet() -> None:
    form = Small({"name": "Siv", "kind": "a"})
    assert draw("{% error_summary f %}", f=form).strip() == ""
    html = draw("{% field f.name %}{% field f.note %}{% field f.secret %}", f=form)
    assert html.count("(frivilligt)") == 1
    assert "error" not in html
    assert '<label for="id_secret"' not in html


def test_a_choice_can_be_explained() -> None:
    form = Small()
    form.fields["kind"].choice_hints = {"b": "Bara ibland."}  # type: ignore[attr-defined]
    html = draw("{% field f.kind %}", f=form)
    assert 'aria-describedby="id_kind_1_hint"' in html
    assert html.count("Bara ibland.") == 1
    assert html.count("<label") == 2


def test_a_formset_gathers_its_errors() -> None:
    formset = forms.formset_factory(Small, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "x", "form-1-name": "y"}
    )
    assert 'href="#id_form-0-kind_0"' in draw("{% error_summary f %}", f=formset)


def test_what_was_said_can_be_undone() -> None:
    tags = f"{notes.UNDO}/fragor/1/angra/"
    said = [
        Message(messages.SUCCESS, "Skickat <nu>", extra_tags=tags),
        Message(messages.ERROR, "Nej"),
    ]
    html = draw('{% include "ui/messages.html" %}', messages=said)
    assert 'action="/fragor/1/angra/"' in html
    assert "Skickat &lt;nu&gt;" in html
    assert html.count("Ångra") == 1
    assert 'class="note bad"' in html
    assert 'role="status"' in html


def test_saving_is_told_in_the_pages_own_words() -> None:
    html = draw('{% save_state "10.42" "/logga-in/" %}')
    assert "Sparat 10.42" in html
    assert 'data-failed="Ej sparat, försöker igen"' in html
    assert "Logga in igen i en ny flik, sedan sparas texten" in html
    assert 'data-saved="Sparat {time}"' in draw("{% save_state %}")
