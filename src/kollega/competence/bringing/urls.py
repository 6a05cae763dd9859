"""Addresses of lists in and out."""

from django.urls import path

from kollega.competence.bringing.views import choosing, deciding, taking_out, vacancies

urlpatterns = [
    path("personallista", choosing.lists, name="lists"),
    path("personallista/mall.<str:form>", taking_out.template, name="list_template"),
    path("personallista/hamta.<str:form>", taking_out.staff, name="staff_file"),
    path("personallista/<uuid:import_id>", deciding.one, name="list"),
    path("personallista/<uuid:import_id>/kolumner", choosing.choose_columns, name="list_columns"),
    path("personallista/<uuid:import_id>/las-in", deciding.carry_out, name="carry_out_list"),
    path("personallista/<uuid:import_id>/laget", deciding.progress, name="list_progress"),
    path("personallista/<uuid:import_id>/avsta", deciding.leave, name="leave_list"),
    path("personallista/<uuid:import_id>/angra", deciding.undo, name="undo_list"),
    path("karta/siffror.<str:form>", taking_out.figures, name="figures_file"),
    path("tomma-tjanster", vacancies.vacancies, name="vacancies"),
    path("tomma-tjanster/ny", vacancies.add, name="add_vacancy"),
    path("tomma-tjanster/<uuid:vacancy_id>/tillsatt", vacancies.fill, name="fill_vacancy"),
]
