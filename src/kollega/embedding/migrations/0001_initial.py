"""The extension and the table, made where a model is chosen and nowhere else."""

import django.db.models.deletion
import kollega.core.clock
import kollega.embedding.fields
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("organisation", "0001_initial"), ("search", "0001_initial")]
    operations = [
        CreateExtension("vector"),
        migrations.CreateModel(
            name="Embedding",
            fields=[
                ("pk", models.CompositePrimaryKey("collaboration_id", "document_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("only_municipality_id", models.UUIDField(null=True)),
                ("document_id", models.BigIntegerField()),
                ("model", models.BigIntegerField()),
                ("vector", kollega.embedding.fields.VectorField()),
                ("made_at", models.DateTimeField(default=kollega.core.clock.now)),
                ("collaboration", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, to="organisation.collaboration")),
            ],
        ),
    ]
