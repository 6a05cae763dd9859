"""Let the key of a posting carry what a search reads, so that it reads the index alone."""

from django.db import migrations

COVER = """
alter table search_posting drop constraint search_posting_pkey;
alter table search_posting add primary key (collaboration_id, term, document_id) 
  include (weight, only_municipality_id);
"""
PLAIN = """
alter table search_posting drop constraint search_posting_pkey;
alter table search_posting add primary key (collaboration_id, term, document_id);
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunSQL(COVER, PLAIN)]
