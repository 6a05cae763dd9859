"""Addresses of lent colleagues and background duty."""

from django.urls import path

from kollega.competence.lending.views import duty, loans, steps

urlpatterns = [
    path("lanade-kollegor", loans.loans, name="loans"),
    path("lanade-kollegor/ny", loans.ask, name="ask_loan"),
    path("lanade-kollegor/<uuid:loan_id>", loans.loan, name="loan"),
    path("lanade-kollegor/<uuid:loan_id>/gor", loans.act, name="act_loan"),
    path("lanade-kollegor/<uuid:loan_id>/svar", loans.answer, name="answer_loan"),
    path("lanade-kollegor/<uuid:loan_id>/erbjud", steps.offer, name="offer_loan"),
    path("lanade-kollegor/<uuid:loan_id>/ja", steps.accept, name="accept_loan"),
    path("lanade-kollegor/<uuid:loan_id>/langre", steps.longer, name="extend_loan"),
    path("lanade-kollegor/<uuid:loan_id>/avsluta", steps.end, name="end_loan"),
    path("lanade-kollegor/<uuid:loan_id>/blad", steps.sheet, name="loan_pdf"),
    path("beredskap", duty.duties, name="duties"),
    path("beredskap/ny", duty.add, name="add_duty"),
    path("beredskap/<uuid:duty_id>", duty.duty, name="duty"),
    path("beredskap/<uuid:duty_id>/fraga", duty.offer, name="offer_duty"),
    path("beredskap/<uuid:duty_id>/ta-over", duty.take, name="take_duty"),
    path("beredskap/<uuid:duty_id>/behall", duty.keep, name="keep_duty"),
    path("beredskap/<uuid:duty_id>/ta-bort", duty.remove, name="remove_duty"),
]
