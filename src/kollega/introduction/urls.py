"""The room's addresses."""

from django.urls import path

from kollega.introduction.views import leaving, manage, mentor, mine, people, template

app_name = "introduction"
ONE = "introduktion/<uuid:introduction_id>"
urlpatterns = [
    path("ny-pa-jobbet", mine.mine, name="mine"),
    path("introduktion", people.people, name="people"),
    path("introduktion/borja", people.begin, name="begin"),
    path("introduktion/steg", template.all_steps, name="steps"),
    path("introduktion/steg/vara", template.make_own, name="make_own"),
    path("introduktion/steg/nytt", template.new_step, name="new_step"),
    path("introduktion/steg/<uuid:step_id>", template.change_step, name="change_step"),
    path("introduktion/steg/<uuid:step_id>/ta-bort", template.drop_step, name="drop_step"),
    path(
        "introduktion/steg/<uuid:step_id>/lagg-tillbaka",
        template.put_back_step,
        name="put_back_step",
    ),
    path("introduktion/avstamning/<uuid:check_in_id>", manage.check_in, name="check_in"),
    path(ONE, mine.one, name="one"),
    path(f"{ONE}/blad", mine.sheet, name="one_pdf"),
    path(f"{ONE}/andra", manage.edit, name="edit"),
    path(f"{ONE}/mentor", manage.mentor_of, name="mentor_of"),
    path(f"{ONE}/steg", manage.add_step, name="add_step"),
    path(f"{ONE}/steg/<uuid:step_id>", mine.tick, name="tick"),
    path(f"{ONE}/steg/<uuid:step_id>/angra", mine.undo_tick, name="undo_tick"),
    path(f"{ONE}/steg/<uuid:step_id>/ta-bort", manage.remove_step, name="remove_step"),
    path(f"{ONE}/steg/<uuid:step_id>/tillbaka", manage.undo_remove, name="undo_remove"),
    path("mentor", mentor.mentor, name="mentor"),
    path("mentor/erbjud", mentor.offer, name="offer"),
    path("mentor/<uuid:mentoring_id>", mentor.one, name="mentoring"),
    path("mentor/<uuid:mentoring_id>/svar", mentor.answer, name="answer"),
    path("mentor/<uuid:mentoring_id>/avsluta", mentor.end, name="end"),
    path("slutar/<uuid:departure_id>", leaving.departure, name="departure"),
    path("slutar/<uuid:departure_id>/lamnat", leaving.hand_on, name="hand_on"),
    path("slutar/<uuid:departure_id>/varfor", leaving.why, name="why"),
    path("varfor-kollegor-slutar", leaving.reasons, name="reasons"),
]
