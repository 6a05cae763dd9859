"""The room's addresses. A part adds its own in `PARTS`. Nothing about anybody stands in an address."""

from django.urls import include, path

from kollega.casework.cases import views as cases
from kollega.casework.people import extract_views, family, same
from kollega.casework.people import views as people

app_name = "casework"
CASE = "arenden/<uuid:case_id>"
PERSON = "personer/<uuid:person_id>"

PARTS: tuple[str, ...] = ("cases", "child", "deadlines", "picture", "placing", "plan", "resources")
urlpatterns = [
    path("arenden", cases.start, name="start"),
    path("arenden/sok", people.find, name="find"),
    path("personer/ny", people.add, name="add_person"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}/andra", people.change, name="change_person"),
    path(f"{PERSON}/familj", family.family, name="family"),
    path(f"{PERSON}/familj/ny", family.relate, name="relate"),
    path(f"{PERSON}/familj/<uuid:relation_id>", family.relation, name="relation"),
    path(f"{PERSON}/samma", same.same, name="same"),
    path(f"{PERSON}/samma/<uuid:other_id>", same.same_as, name="same_as"),
    path(f"{PERSON}/isar/<uuid:merge_id>", same.part, name="part"),
    path(f"{PERSON}/utdrag", extract_views.show, name="extract"),
    path(f"{PERSON}/saker-kontakt", people.safe_contact, name="safe_contact"),
    path(f"{PERSON}/nytt-arende", cases.begin, name="begin"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}/varfor", cases.reason, name="reason"),
    path(f"{CASE}/anteckning", cases.note, name="new_note"),
    path(f"{CASE}/anteckning/<uuid:note_id>", cases.note, name="note"),
    *(path("", include(f"kollega.casework.{part}.urls")) for part in PARTS),
]
