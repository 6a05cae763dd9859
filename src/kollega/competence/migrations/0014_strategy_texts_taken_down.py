"""What is written in a strategy document can be taken down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("competence", "0013_evaluations_in_groups")]

    operations = [
        migrations.AddField(
            model_name="strategytext",
            name="taken_down_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
