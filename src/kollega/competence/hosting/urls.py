"""Addresses of hosts: who holds what, on which days, and the yearly report."""

from django.urls import path

from kollega.competence.hosting import views, weeks

urlpatterns = [
    path("stodkommuner", views.hosts, name="hosts"),
    path("stodkommuner/ny", views.add, name="add_host"),
    path("stodkommuner/kalender", weeks.weeks, name="host_calendar"),
    path("stodkommuner/byte", weeks.ask, name="ask_cover"),
    path("stodkommuner/byte/<uuid:cover_id>", weeks.cover, name="cover"),
    path("stodkommuner/byte/<uuid:cover_id>/svar", weeks.act, name="act_cover"),
    path("stodkommuner/redovisning", weeks.yearly, name="host_report"),
    path("stodkommuner/redovisning/blad", weeks.yearly_sheet, name="host_report_pdf"),
    path("stodkommuner/<uuid:host_id>/avtal", weeks.agreement, name="host_agreement"),
    path("stodkommuner/<uuid:host_id>/avsluta", views.end, name="end_host"),
]
