"""Addresses of plans. A plan has its own, for it belongs to no single case."""

from django.urls import path

from kollega.casework.plan.views import page, people, sheets, sip, start, templates

CASE = "arenden/<uuid:case_id>/plan"
PLAN = "planer/<uuid:plan_id>"
PARTY = f"{PLAN}/vilka-ar-med/<uuid:party_id>"

urlpatterns = [
    path("planer", start.mine, name="my_plans"),
    path(CASE, start.plans, name="plans"),
    path(f"{CASE}/borja", start.begin, name="begin_plan"),
    path(f"{CASE}/<uuid:plan_id>/vara-med", start.join, name="join_plan"),
    path(PLAN, page.plan, name="plan"),
    path(f"{PLAN}/mal", page.goal, name="new_goal"),
    path(f"{PLAN}/mal/<uuid:goal_id>", page.goal, name="goal"),
    path(f"{PLAN}/mal/<uuid:goal_id>/ta-bort", page.drop_goal, name="drop_goal"),
    path(f"{PLAN}/lofte", page.promise, name="new_promise"),
    path(f"{PLAN}/lofte/<uuid:promise_id>", page.promise, name="promise"),
    path(f"{PLAN}/lofte/<uuid:promise_id>/hur-gick-det", page.tell, name="tell_promise"),
    path(f"{PLAN}/vagen", page.path, name="new_path_step"),
    path(f"{PLAN}/vagen/<uuid:step_id>", page.path, name="path_step"),
    path(f"{PLAN}/ga-igenom", page.review, name="review_plan"),
    path(f"{PLAN}/avsluta", page.end, name="end_plan"),
    path(f"{PLAN}/vilka-ar-med", people.people, name="plan_people"),
    path(f"{PLAN}/vilka-ar-med/ny", people.party, name="new_plan_party"),
    path(f"{PARTY}/andra", people.party, name="plan_party"),
    path(PARTY, sip.party_view, name="plan_party_view"),
    path(f"{PARTY}/blad", sip.party_sheet, name="plan_party_pdf"),
    path(f"{PARTY}/samtycke", sip.consent, name="plan_consent"),
    path(f"{PARTY}/samtycke/ta-tillbaka", sip.withdraw, name="withdraw_consent"),
    path(f"{PLAN}/sip", sip.sip, name="sip"),
    path(f"{PLAN}/hallare", people.hand_over, name="hand_over_plan"),
    path(f"{PLAN}/hallare/svara", people.answer, name="answer_plan"),
    path(f"{PLAN}/skriv-ut", sheets.printing, name="print_plan"),
    path(f"{PLAN}/blad", sheets.sheet, name="plan_pdf"),
    path(f"{PLAN}/fran-papper", sheets.ticks, name="plan_ticks"),
    path(f"{PLAN}/vid-bordet", sheets.table, name="plan_table"),
    path(f"{PLAN}/vid-bordet/<uuid:goal_id>", sheets.save_goal, name="save_goal"),
    path("planblad", templates.templates, name="plan_templates"),
    path("planblad/nytt", templates.template, name="new_plan_template"),
    path("planblad/<uuid:template_id>", templates.template, name="plan_template"),
    path("planblad/<uuid:template_id>/blad", templates.sheet, name="plan_template_pdf"),
    path("planblad/<uuid:template_id>/ta-bort", templates.retire, name="retire_plan_template"),
]
