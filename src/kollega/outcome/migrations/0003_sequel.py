"""The note to those who advised is called Sequel: 'Afterwards' is what a closing says of confidence."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("outcome", "0002_taken_down")]

    operations: ClassVar = [
        # Written anew under the table's new name after the migration, with the policies.
        migrations.RunSQL(
            "alter table outcome_afterwards"
            " drop constraint if exists outcome_afterwards_question_id_zone",
            migrations.RunSQL.noop,
        ),
        migrations.RenameModel("Afterwards", "Sequel"),
        migrations.RenameIndex(
            "Sequel", old_name="outcome_afterwards_question", new_name="outcome_sequel_question"
        ),
    ]
