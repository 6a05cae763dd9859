"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.lists.views import news, reading, writing

LIST = "kunskap/laslistor/<uuid:list_id>"

urlpatterns: list[URLPattern] = [
    path("kunskap/laslistor", reading.reading_lists, name="reading_lists"),
    path("kunskap/laslistor/ny", writing.new_list, name="new_list"),
    path(LIST, reading.reading_list, name="reading_list"),
    path(f"{LIST}/last", reading.mark_read, name="mark_read"),
    path(f"{LIST}/blad", reading.reading_list_pdf, name="reading_list_pdf"),
    path(f"{LIST}/namn", writing.name_list, name="name_list"),
    path(f"{LIST}/andra", writing.edit_list, name="edit_list"),
    path(f"{LIST}/sak/lagg-tillbaka", writing.put_back_item, name="put_back_item"),
    path(f"{LIST}/sak/<uuid:item_id>", writing.list_item, name="list_item"),
    path(f"{LIST}/ta-bort", reading.withdraw_list, name="withdraw_list"),
    path("kunskap/nytt", news.news_page, name="news"),
    path("kunskap/nytt/<uuid:collaboration_id>", news.news_of, name="news_of"),
    path("kunskap/folj/<uuid:area_id>", news.follow, name="follow"),
    path(f"{LIST}/lagg-tillbaka", reading.put_back_list, name="put_back_list"),
]
