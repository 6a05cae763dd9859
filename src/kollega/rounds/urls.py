"""The room's addresses."""

from django.urls import path

from kollega.rounds.views import bring, calendar, lists, meeting, note

app_name = "rounds"
ROUND = "rundor/<uuid:public_id>"
CASE = f"{ROUND}/fragor/<uuid:brought_id>"
NOTE = f"{CASE}/anteckning"
QUESTION = "rundor/fraga/<uuid:question_id>"
urlpatterns = [
    path("rundor", lists.rounds, name="list"),
    path("rundor/kalender", calendar.mine, name="my_calendar"),
    path("rundor/kalender/<str:token>.ics", calendar.feed, name="feed"),
    path("rundor/staende", lists.begin, name="begin"),
    path("rundor/staende/<uuid:public_id>", lists.series, name="series"),
    path("rundor/staende/<uuid:public_id>/med", lists.follow, name="follow"),
    path(QUESTION, bring.bring, name="bring"),
    path(f"{QUESTION}/egen", bring.propose, name="propose"),
    path(f"{QUESTION}/foresla", bring.suggest, name="suggest"),
    path(f"{QUESTION}/anteckningar", bring.notes_of, name="notes_of"),
    path(ROUND, meeting.round_, name="round"),
    path(f"{ROUND}/dagordning", meeting.agenda, name="agenda"),
    path(f"{ROUND}/tider", meeting.vote, name="vote"),
    path(f"{ROUND}/valj", meeting.pick, name="pick"),
    path(f"{ROUND}/svar", meeting.answer, name="answer"),
    path(f"{ROUND}/flytta", meeting.move, name="move"),
    path(f"{ROUND}/flytta/tillbaka", meeting.move_back, name="move_back"),
    path(f"{ROUND}/stall-in", meeting.cancel, name="cancel"),
    path(f"{ROUND}/aterta", meeting.restore, name="restore"),
    path(f"{ROUND}/roller", meeting.roles, name="roles"),
    path(f"{ROUND}/plats", meeting.place, name="place"),
    path(f"{ROUND}/uppfoljning", meeting.follow_up, name="follow_up"),
    path(f"{ROUND}/deltagare", meeting.people, name="people"),
    path(f"{ROUND}/runda.ics", meeting.calendar_file, name="calendar"),
    path(CASE, meeting.case, name="case"),
    path(f"{CASE}/ta-tillbaka", bring.take_back, name="take_back"),
    path(NOTE, note.note, name="note"),
    path(f"{NOTE}/skriver", note.presence, name="presence"),
    path(f"{NOTE}/blad", note.sheet, name="pdf"),
    path(f"{NOTE}/<slug:part>", note.section, name="section"),
    path(f"{NOTE}/<slug:part>/spara", note.save, name="save"),
    path(f"{NOTE}/<slug:part>/kontroll", note.check, name="check"),
    path(f"{NOTE}/<slug:part>/tidigare", note.earlier, name="earlier"),
]
