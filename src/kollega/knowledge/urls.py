"""The room's addresses, from its parts."""

from kollega.knowledge.cards import urls as cards
from kollega.knowledge.documents import urls as documents
from kollega.knowledge.export import urls as export
from kollega.knowledge.find import urls as find
from kollega.knowledge.guidance import urls as guidance
from kollega.knowledge.lists import urls as lists
from kollega.knowledge.wishes import urls as wishes

app_name = "knowledge"
PARTS = (find, cards, documents, guidance, wishes, lists, export)
urlpatterns = [each for part in PARTS for each in part.urlpatterns]
