"""The room's addresses, from its parts."""

from kollega.competence.alarm import urls as alarm
from kollega.competence.bringing import urls as bringing
from kollega.competence.demand import urls as demand
from kollega.competence.hosting import urls as hosting
from kollega.competence.learning import urls as learning
from kollega.competence.lending import urls as lending
from kollega.competence.map import urls as map_urls
from kollega.competence.planning import urls as planning
from kollega.competence.profile import urls as profile
from kollega.competence.start import urls as start
from kollega.competence.strategy import urls as strategy
from kollega.competence.who import urls as who

app_name = "competence"
PARTS = (
    start,
    who,
    profile,
    hosting,
    lending,
    bringing,
    map_urls,
    alarm,
    learning,
    strategy,
    demand,
    planning,
)
urlpatterns = [each for part in PARTS for each in part.urlpatterns]
