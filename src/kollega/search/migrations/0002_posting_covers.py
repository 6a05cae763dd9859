"""Let the key of a posting carry its weight, so that a search reads the index alone."""

from django.db import migrations

COVER = """
alter table search_posting drop constraint search_posting_pkey;
alter table search_posting add primary key (collaboration_id, term, document_id) include (weight);
"""
PLAIN = """
alter table search_posting drop constraint search_posting_pkey;
alter table search_posting add primary key (collaboration_id, term, document_id);
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunSQL(COVER, PLAIN)]
