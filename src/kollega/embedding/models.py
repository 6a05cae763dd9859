"""What each findable passage means, as a vector."""

from typing import ClassVar

from django.db import models

from kollega.core import clock, zones
from kollega.embedding.fields import VectorField
from kollega.organisation.models import Collaboration


class Embedding(models.Model):
    """A passage's vector by one model. Made anew when the passage is indexed anew or the model changes.

    Read and narrowed as the index is: a vector tells something of the text that it was made of.
    """

    pk = models.CompositePrimaryKey("collaboration_id", "document_id")
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    only_municipality_id = models.UUIDField(null=True)
    document_id = models.BigIntegerField()
    model = models.BigIntegerField()
    vector = VectorField()
    made_at = models.DateTimeField(default=clock.now)

    # Said, since the types are read where no model is chosen and the room is not installed.
    objects: ClassVar[models.Manager["Embedding"]] = models.Manager()

    zone = zones.shared(narrowed_by="only_municipality_id")
