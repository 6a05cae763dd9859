"""Every municipality with the collaborations it takes part in today, for jobs that visit each.

A job has no collaboration before it is told which there are, so row policies would show it none.
One function in the database (`organisation_places`) answers with ids and nothing else.
"""

from django.db import connection

from kollega.core import clock
from kollega.core.places import Place


def places() -> list[Place]:
    """One place per municipality and collaboration; without a collaboration one with None."""
    with connection.cursor() as cursor:
        cursor.execute("select * from organisation_places(%s)", [clock.today()])
        return [Place(*row) for row in cursor.fetchall()]
