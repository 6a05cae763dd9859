"""Fields that carry a zone's rules into the models."""

from typing import Any

from django.db import models


class TenantKey(models.ForeignKey):  # type: ignore[type-arg]  # generic only in the stubs
    """A key to a row of the same tenant.

    The database constraint is composite (tenant, id) and written by `zoning.apply`, because a plain
    one ignores row policies: it would let a row point across a border, or tell what exists there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)
