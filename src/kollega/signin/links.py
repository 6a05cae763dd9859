"""Whole addresses for letters, and the signed ones that let somebody in."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_signer = Signer(salt="kollega.signin.invitation")


def address(path: str) -> str:
    """From the installation's own address: the Host header of a request is not trusted here."""
    return str(settings.ADDRESS).rstrip("/") + path


def invitation_link(invitation_id: UUID) -> str:
    """What the invited person opens: the invitation's id with the installation's signature."""
    return address(reverse("signin:invitation", args=[_signer.sign(invitation_id.hex)]))


def invitation_id(token: str) -> UUID | None:
    """The id in the link's last part, None where the signature is not ours."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
