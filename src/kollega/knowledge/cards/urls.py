"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.cards.views import card, history, lists, writing

CARD = "kunskap/kort/<uuid:card_id>"

urlpatterns: list[URLPattern] = [
    path("kunskap/kort", lists.cards, name="cards"),
    path("kunskap/kort/mina", lists.my_cards, name="my_cards"),
    path("kunskap/kort/nytt", writing.new_card, name="new_card"),
    path("kunskap/kort/utkast/<uuid:draft_id>", writing.card_draft, name="card_draft"),
    path(
        "kunskap/kort/utkast/<uuid:draft_id>/spara", writing.save_card_draft, name="save_card_draft"
    ),
    path(
        "kunskap/kort/utkast/<uuid:draft_id>/kontroll",
        writing.check_card_draft,
        name="check_card_draft",
    ),
    path(CARD, card.card, name="card"),
    path(f"{CARD}/blad", card.card_pdf, name="card_pdf"),
    path(f"{CARD}/andra", writing.edit_card, name="edit_card"),
    path(f"{CARD}/granska", card.review_card, name="review_card"),
    path(f"{CARD}/publicera", card.publish_card, name="publish_card"),
    path(f"{CARD}/stammer", card.check_card, name="check_card"),
    path(f"{CARD}/stammer-inte", card.doubt_card, name="doubt_card"),
    path(
        f"{CARD}/stammer-inte/<uuid:flag_id>/ta-tillbaka",
        card.take_back_doubt,
        name="take_back_doubt",
    ),
    path(f"{CARD}/ta-over", card.take_over_card, name="take_over_card"),
    path(f"{CARD}/lamna", card.release_card, name="release_card"),
    path(f"{CARD}/dra-tillbaka", card.withdraw_card, name="withdraw_card"),
    path(f"{CARD}/lagg-tillbaka", card.put_back_card, name="put_back_card"),
    path(f"{CARD}/las-ocksa", card.related_cards, name="related_cards"),
    path(f"{CARD}/historik", history.card_history, name="card_history"),
    path(f"{CARD}/historik/<int:number>", history.card_version, name="card_version"),
    path(f"{CARD}/historik/<int:number>/aterstall", history.restore_card, name="restore_card"),
]
