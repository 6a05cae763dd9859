"""Addresses of learning: the calendar, the catalogue, occasions and who goes."""

from django.urls import path

from kollega.competence.learning.views import (
    attendance,
    booking,
    calendar,
    courses,
    evaluating,
    occasions,
)

ONE = "larande/<uuid:occasion_id>"
COURSE = "larande/kurser/<uuid:course_id>"
urlpatterns = [
    path("larande", calendar.month, name="learning"),
    path("larande/mina", calendar.own, name="my_learning"),
    path("larande/medarbetare", calendar.staff, name="staff_learning"),
    path("larande/kurser", courses.catalogue_page, name="courses"),
    path("larande/kurser/ny", courses.add, name="add_course"),
    path(COURSE, courses.course, name="course"),
    path(f"{COURSE}/andra", courses.change, name="change_course"),
    path(f"{COURSE}/gor", courses.act, name="act_course"),
    path("larande/nytt", occasions.add, name="add_occasion"),
    path(ONE, occasions.occasion, name="occasion"),
    path(f"{ONE}/andra", occasions.change, name="change_occasion"),
    path(f"{ONE}/stall-in", occasions.cancel, name="cancel_occasion"),
    path(f"{ONE}/aterta", occasions.restore, name="restore_occasion"),
    path(f"{ONE}/kalender.ics", occasions.calendar_file, name="occasion_ics"),
    path(f"{ONE}/plats", booking.act, name="act_seat"),
    path(f"{ONE}/medarbetare", booking.staff, name="book_staff"),
    path(f"{ONE}/deltagare", attendance.guests, name="guests"),
    path(f"{ONE}/deltagare/lista.pdf", attendance.sheet, name="guests_pdf"),
    path(f"{ONE}/utvardera", evaluating.evaluate, name="evaluate"),
    path(f"{ONE}/utvardera/spara", evaluating.save, name="save_evaluation"),
    path(f"{ONE}/utvardera/kontroll", evaluating.check, name="check_evaluation"),
]
