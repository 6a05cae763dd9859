"""Passages with what they can be filtered by, postings in runs, synonyms.

The index is emptied and not carried over: it is made anew of the texts themselves by
`search.build_anew`, which looks every few minutes for collaborations whose index is of an older form.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import kollega.core.clock


def scope(**how):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, to="organisation.collaboration", **how
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("search", "0002_posting_covers"),
    ]
    operations = [
        migrations.DeleteModel("Posting"),
        migrations.DeleteModel("TermCount"),
        migrations.DeleteModel("Document"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("only_municipality_id", models.UUIDField(null=True)),
                ("municipality_id", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.UUIDField(default=uuid.uuid4)),
                ("part", models.PositiveIntegerField(default=0)),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("day", models.DateField(null=True)),
                ("fresh_until", models.DateField(null=True)),
                ("indexed_at", models.DateTimeField(default=kollega.core.clock.now)),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("collaboration", scope(db_index=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collaboration", "kind", "object_id", "part"),
                        name="search_document_object",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "collaboration_id",
                        "term",
                        "first",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("only_municipality_id", models.UUIDField(null=True)),
                ("term", models.IntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "entries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("collaboration", scope(db_constraint=False, db_index=False)),
            ],
        ),
        # A run is at most 2,000 bytes and stays in its row: neither packed nor put aside.
        migrations.RunSQL(
            "alter table search_posting alter column entries set storage plain",
            migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="TermCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "collaboration_id",
                        "term",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("term", models.IntegerField()),
                ("documents", models.PositiveIntegerField()),
                ("collaboration", scope(db_constraint=False, db_index=False)),
            ],
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("group_id", models.UUIDField()),
                ("word", models.CharField(max_length=60)),
                (
                    "others",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("changed_at", models.DateTimeField(default=kollega.core.clock.now)),
                ("collaboration", scope()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["collaboration", "group_id"], name="search_synonym_group")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collaboration", "word", "group_id"), name="search_synonym_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Build",
            fields=[
                (
                    "collaboration",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="organisation.collaboration",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("built_at", models.DateTimeField(default=kollega.core.clock.now)),
            ],
        ),
    ]
