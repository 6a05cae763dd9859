"""What was said before and after asking: read by jobs that count, and one row for each question."""

import uuid

import django.db.models.deletion
import kollega.core.clock
from django.db import migrations, models


def move(apps, schema_editor):
    """What was said afterwards gets rows of its own; a question without a baseline gets one."""
    def rows(name):
        return apps.get_model("consultation", name).objects.using(schema_editor.connection.alias)

    baseline = rows("Baseline").model
    afterwards = rows("Afterwards").model
    said = list(rows("Baseline").filter(sure_after__isnull=False))
    rows("Afterwards").bulk_create(
        afterwards(
            id=uuid.uuid4(),
            municipality_id=each.municipality_id,
            question_id=each.question_id,
            sure_after=each.sure_after,
        )
        for each in said
    )
    if rows("Afterwards").count() != len(said):
        raise RuntimeError("not everything that was said afterwards was moved")
    known = set(rows("Baseline").values_list("question_id", flat=True))
    rows("Baseline").bulk_create(
        baseline(
            id=uuid.uuid4(), municipality_id=each.municipality_id, question_id=each.question_id
        )
        for each in rows("Signature").exclude(question_id__in=known)
    )
    if rows("Baseline").count() < rows("Signature").count():
        raise RuntimeError("not every question got its baseline")
    # Or the deferred keys of these rows would stand in the way of the next change of the table.
    schema_editor.execute("set constraints all immediate")


class Migration(migrations.Migration):

    dependencies = [
        ("consultation", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Afterwards",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question_id", models.UUIDField()),
                ("sure_after", models.PositiveSmallIntegerField()),
                ("said_at", models.DateTimeField(default=kollega.core.clock.now)),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="organisation.municipality")),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "question_id"], name="consultation_afterwards_q")],
                "constraints": [models.CheckConstraint(condition=models.Q(("sure_after__range", (1, 5))), name="consultation_afterwards_sure")],
            },
        ),
        migrations.RemoveConstraint(model_name="baseline", name="consultation_baseline_sure"),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="baseline", name="sure_after"),
        migrations.AddConstraint(
            model_name="baseline",
            constraint=models.CheckConstraint(
                condition=models.Q(("sure_before__isnull", True), ("sure_before__range", (1, 5)), _connector="OR"),
                name="consultation_baseline_sure",
            ),
        ),
    ]
