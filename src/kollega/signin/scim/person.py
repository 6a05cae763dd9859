"""A person as SCIM writes one, and as we keep one. Only what is used here is in the schema."""

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Filter,
    Meta,
    Patch,
    Required,
    Resource,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

from kollega.signin.models import DirectoryPerson

PAGE, MOST = 100, 200
"""People in an answer where nothing is said, and at most."""


class Name(ComplexAttribute):
    """The parts of a name."""

    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class Address(ComplexAttribute):
    """An e-mail address."""

    value: str | None = None
    type: str | None = None
    primary: bool | None = None


class Role(ComplexAttribute):
    """A group in the directory; what it gives is chosen in the municipality here."""

    value: str | None = None
    display: str | None = None
    type: str | None = None
    primary: bool | None = None


class User(Resource[Any]):
    """Somebody in a municipality's directory."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    active: bool | None = None
    emails: list[Address] | None = None
    roles: list[Role] | None = None


POLICY = ScimPolicy(
    # Entra ID sends what nobody asked for, and writes some things in a way of its own.
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
SERVICE = ScimProvider(
    models=[User],
    config=ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=False),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Bearer",
                description="A token made by the municipality's administrator.",
                primary=True,
            )
        ],
    ),
    policy=POLICY,
)


def base(code: str) -> str:
    """The address that a municipality's directory is given."""
    return f"{str(settings.ADDRESS).rstrip('/')}/scim/v2/{code}"


def as_user(person: DirectoryPerson, code: str) -> User:
    """The person as SCIM tells one."""
    user = User.model_validate({**person.record, "schemas": [str(User.__schema__)]})
    user.id = str(person.id)
    user.external_id = person.external_id or None
    user.active = person.active
    user.meta = Meta(
        resource_type="User",
        created=person.made_at,
        last_modified=person.changed_at,
        location=f"{base(code)}/Users/{person.id}",
    )
    return user


def as_record(user: User) -> dict[str, Any]:
    """What is kept of a person, but for what has columns of its own."""
    kept = {"user_name", "name", "display_name", "emails", "roles"}
    record: dict[str, Any] = user.model_dump(include=kept)
    record.pop("schemas", None)
    return {key: value for key, value in record.items() if value is not None}


def groups(user: User) -> list[str] | None:
    """The groups that SCIM tells of; None where it tells of none at all."""
    if user.roles is None:
        return None
    return sorted({each.value[:200] for each in user.roles if each.value})


def person_id(text: str) -> UUID | None:
    """An id in an address, None where it cannot be one."""
    try:
        return UUID(text)
    except ValueError:
        return None
