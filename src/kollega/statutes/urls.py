"""The room's addresses."""

from django.urls import path

from kollega.statutes import urls_of, views

app_name = urls_of.SPACE
urlpatterns = [
    path("lagar", views.statutes, name="statutes"),
    path("lagar/<sfs:sfs>", views.statute, name="statute"),
    path("lagar/<sfs:sfs>/text", views.chapter, name="text"),
    path("lagar/<sfs:sfs>/overgang", views.endings, name="endings"),
    path("lagar/<sfs:sfs>/kap-<law_number:chapter>", views.chapter, name="chapter"),
    path("lagar/<sfs:sfs>/<law_number:section>", views.section, name="section_alone"),
    path(
        "lagar/<sfs:sfs>/<law_number:chapter>-<law_number:section>", views.section, name="section"
    ),
]
