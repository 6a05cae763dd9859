"""What the page where a card is written says of who will read it, and of what it cites."""

import uuid
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.knowledge.tests.cards import helpers

As = Callable[[Persona], Client]


def test_who_will_read_it_is_true_whatever_is_chosen(world: World, as_: As) -> None:
    writer, draft_id = as_(world.asker), uuid.uuid4()
    page = reverse("knowledge:card_draft", args=[draft_id])
    saved = helpers.form(world, audience="own", do="")
    banners = [writer.get(page).context["zone"]]
    assert writer.post(page, saved).status_code == 302
    shown = writer.get(page)
    banners.append(shown.context["zone"])
    # The choice is made after the page was drawn: what stands above it says neither.
    assert {each.detail for each in banners} == {
        "Längre ned väljer du vem som sedan får läsa kortet."
    }
    text = shown.content.decode()
    # What the check says grows while one writes: below whatever is chosen, so that no choice moves.
    assert text.index('name="audience"') < text.index('id="kontrollen"')
    assert "Delas med två kommuner" in text
    assert "Stannar hos socialtjänsten i Granåker" in text
    card = helpers.made(world)
    edit = as_(world.asker).get(reverse("knowledge:edit_card", args=[card.id]))
    assert edit.context["zone"].detail == "Sedan: delas med två kommuner."
    assert 'name="audience"' not in edit.content.decode()


def test_what_research_cites_is_never_replaced_together_with_the_rest(
    world: World, as_: As
) -> None:
    writer, draft_id = as_(world.asker), uuid.uuid4()
    page = reverse("knowledge:card_draft", args=[draft_id])
    cited = "Margareta Lindqvist 2023, margareta.lindqvist@umea.example"
    told = "Ring Kalle Persson på 070-174 06 35."
    form = helpers.form(world, body=told, research=cited, do="")
    writer.post(page, form)
    light = writer.get(page).context["panel"].light
    found = {each.before for each in light.findings}
    assert any(each in cited for each in found)
    assert len(found) > 3
    (button,) = light.actions
    assert button.label == f"Byt alla {sum(each in told for each in found)}"
    writer.post(page, form | {"do": "replace_all", "version": "1"})
    written = writer.get(page).context["form"]
    assert written["research"].value() == cited
    assert "Kalle" not in written["body"].value()
