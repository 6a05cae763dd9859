"""Addresses of one's own profile."""

from django.urls import path

from kollega.competence.profile.views import (
    area,
    choices,
    evidence,
    profile,
    staff,
    talks,
    travelling,
)

urlpatterns = [
    path("min-kompetens", profile.profile, name="profile"),
    path("min-kompetens/ledig", profile.free, name="free"),
    path("min-kompetens/tider", profile.hours, name="hours"),
    path("min-kompetens/kopplingar", profile.ties, name="ties"),
    path("min-kompetens/visning", choices.choose, name="choices"),
    path("min-kompetens/underlag", evidence.page, name="evidence"),
    path("min-kompetens/underlag/nytt", evidence.add, name="add_evidence"),
    path("min-kompetens/underlag/<uuid:evidence_id>", evidence.change, name="change_evidence"),
    path("min-kompetens/underlag/<uuid:evidence_id>/visa", evidence.show, name="show_evidence"),
    path(
        "min-kompetens/underlag/<uuid:evidence_id>/ta-bort",
        evidence.remove,
        name="remove_evidence",
    ),
    path("min-kompetens/behorighet", evidence.own_grounds, name="own_grounds"),
    path("min-kompetens/samtal", talks.own, name="talks"),
    path("kompetenssamtal/<uuid:talk_id>", talks.talk, name="talk"),
    path("kompetenssamtal/<uuid:talk_id>/andra", staff.change_talk, name="change_talk"),
    path("min-kompetens/ta-med", travelling.take_along, name="take_along"),
    path("min-kompetens/ta-med/fil", travelling.fetch, name="fetch_profile"),
    path("min-kompetens/ta-in", travelling.take_in, name="take_in"),
    path("medarbetare", staff.people, name="staff"),
    path("medarbetare/<uuid:place_id>", staff.person, name="staff_person"),
    path("medarbetare/<uuid:place_id>/underlag", staff.papers, name="staff_papers"),
    path("medarbetare/<uuid:place_id>/behorighet", staff.edit_grounds, name="staff_grounds"),
    path("medarbetare/<uuid:place_id>/samtal", staff.new_talk, name="new_talk"),
    path("min-kompetens/omraden", profile.add_area, name="add_area"),
    path("min-kompetens/omraden/<uuid:area_id>", area.my_area, name="my_area"),
    path("min-kompetens/omraden/<uuid:area_id>/spara", area.save_area, name="save_area"),
    path("min-kompetens/omraden/<uuid:area_id>/kontroll", area.check_area, name="check_area"),
    path("min-kompetens/omraden/<uuid:area_id>/ta-bort", area.remove_area, name="remove_area"),
]
