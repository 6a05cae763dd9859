"""The organisation's addresses, and the handbook's."""

from django.urls import path

from kollega.organisation.views import (
    areas,
    handbook,
    log,
    municipalities,
    options,
    population,
    staff,
    start,
    units,
)

app_name = "organisation"
urlpatterns = [
    path("organisation", start.start, name="start"),
    path("organisation/personal", staff.people, name="people"),
    path("organisation/personal/ny", staff.add_person, name="add_person"),
    path("organisation/personal/<uuid:public_id>", staff.person, name="person"),
    path("organisation/personal/<uuid:public_id>/avsluta", staff.end_person, name="end_person"),
    path("organisation/personal/<uuid:public_id>/bjud-in", staff.invite, name="invite"),
    path("organisation/enheter", units.units, name="units"),
    path("organisation/enheter/<uuid:public_id>", units.unit, name="unit"),
    path("organisation/enheter/<uuid:public_id>/ta-bort", units.remove_unit, name="remove_unit"),
    path("organisation/installningar", options.all_options, name="options"),
    path("organisation/installningar/<str:key>", options.option, name="option"),
    path("organisation/omraden", areas.areas, name="areas"),
    path("organisation/omraden/hamta", areas.adopt, name="adopt_areas"),
    path("organisation/omraden/nytt", areas.add_area, name="add_area"),
    path("organisation/omraden/<uuid:public_id>", areas.area, name="area"),
    path("organisation/omraden/<uuid:public_id>/andra", areas.change_area, name="change_area"),
    path("organisation/omraden/<uuid:public_id>/sla-ihop", areas.merge_area, name="merge_area"),
    path("organisation/omraden/<uuid:public_id>/dela", areas.undo_merge, name="undo_merge"),
    path(
        "organisation/omraden/<uuid:public_id>/aterstall/<uuid:change_id>",
        areas.restore_area,
        name="restore_area",
    ),
    path("organisation/kommuner", municipalities.municipalities, name="municipalities"),
    path("organisation/kommuner/ny", municipalities.join, name="join"),
    path("organisation/kommuner/<uuid:public_id>/avsluta", municipalities.leave, name="leave"),
    path("organisation/befolkning", population.current, name="population"),
    path("organisation/befolkning/prova", population.try_out, name="try_population"),
    path("organisation/befolkning/spara", population.save, name="save_population"),
    path("organisation/logg", log.log, name="log"),
    path("organisation/logg/sok", log.look_up, name="look_up_log"),
    path("organisation/tillganglighet", handbook.all_reports, name="reports"),
    # The same list, for a notice that tells of one report.
    path("organisation/tillganglighet/<uuid:public_id>", handbook.all_reports, name="reports"),
    path(
        "organisation/tillganglighet/<uuid:public_id>/klar",
        handbook.close_report,
        name="close_report",
    ),
    path("hjalp", handbook.handbook, name="handbook"),
    path("hjalp/tillganglighet/beratta", handbook.report, name="report"),
    path("hjalp/<slug:slug>", handbook.chapter, name="chapter"),
]
