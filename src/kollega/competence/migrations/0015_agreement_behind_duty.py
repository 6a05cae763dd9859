"""The agreement that a background duty rests on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("competence", "0014_strategy_texts_taken_down")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="reference",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
