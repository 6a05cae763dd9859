"""Addresses of plans. A plan has its own, for it belongs to no single case."""

from django.urls import path

from kollega.casework.plan.views import page, start

CASE = "arenden/<uuid:case_id>/plan"
PLAN = "planer/<uuid:plan_id>"

urlpatterns = [
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
]
