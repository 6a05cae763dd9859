"""OpenID Connect with one municipality's provider: sending there, and reading what comes back.

Built on allauth's state, PKCE, token request and `SocialLogin`; stricter where a municipality's word
is at stake: the issuer must be the configured one, the token's signature is always looked at, a nonce
ties it to the browser that was sent, nothing is fetched past a size or a time, and every odd answer is
`ProviderTrouble`. Standards: OpenID Connect Core 1.0 section 3.1.3.7, RFC 7636, RFC 9207.
"""

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from kollega.core.models import Account
from kollega.signin import links
from kollega.signin.joining import Vouched
from kollega.signin.providers import Provider, is_safe

SECONDS = 5.0
LONGEST = 512 * 1024
KEPT_SECONDS = 600.0
SILENT_SECONDS = 30.0
"""So long a provider that did not answer is not asked again: each who asks holds one of the few
threads that serve everybody, the other municipalities too."""
LEEWAY = 60
SUBJECT_LENGTH = 191
# Signatures only: with a shared secret (HS256) whoever knows the secret could write tokens.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")

_kept: dict[str, tuple[float, dict[str, Any]]] = {}
_silent: dict[str, float] = {}


class ProviderTrouble(Exception):
    """It did not go well at the provider. `what`: "down", "wrong", "denied" or "expired"; `then`:
    where in the product one was going, where that is known."""

    def __init__(self, what: str, *, then: str = "") -> None:
        super().__init__(what)
        self.what, self.then = what, then


class PatientSession(requests.Session):
    """Asks a provider without waiting for ever, reading for ever or being led elsewhere."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """As `requests.Session.request`, within `SECONDS` and `LONGEST` in all.

        Raises:
            requests.RequestException: no answer, a slow one, or one that is too long.
        """
        kwargs |= {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        began = time.monotonic()
        answer = super().request(*args, **kwargs)
        content = b""
        for part in answer.iter_content(16 * 1024):
            content += part
            if len(content) > LONGEST or time.monotonic() - began > 2 * SECONDS:
                answer.close()
                raise requests.exceptions.ReadTimeout
        answer._content = content  # noqa: SLF001 - how requests itself keeps what it has read
        return answer


class MunicipalProvider(OpenIDConnectProvider):  # type: ignore[misc]  # untyped library
    """allauth's provider for one municipality. Joined accounts are kept by issuer and subject."""

    def __init__(self, request: HttpRequest | None, config: Provider) -> None:
        self.config = config
        app = SocialApp(
            provider="openid_connect",
            provider_id=config.issuer,
            name=config.name[:40],
            client_id=config.client_id,
            secret=config.client_secret,
            settings={},
        )
        super().__init__(request, app=app)

    def serialize(self) -> dict[str, Any]:
        """What a sign-in that waits for its second step keeps in the session."""
        return {"id": self.config.id}


# --- There ----------------------------------------------------------------------------------------


def begin(request: HttpRequest, config: Provider, *, then: str) -> HttpResponseRedirect:
    """Send the browser to the provider. `then` is where in the product it goes afterwards.

    Raises:
        ProviderTrouble: the provider does not answer as it should.
    """
    told = metadata(config)
    nonce = secrets.token_urlsafe(24)
    challenge: dict[str, str] = generate_code_challenge()
    verifier = challenge.pop("code_verifier")
    state = {
        "process": AuthProcess.LOGIN,
        "next": then,
        "nonce": nonce,
        "pkce_code_verifier": verifier,
    }
    client = _client(request, config, told)
    client.state = statekit.stash_state(request, provider_id=config.id, state=state)
    scopes = list(config.scopes)
    more = {"nonce": nonce, **challenge}
    return HttpResponseRedirect(
        client.get_redirect_url(told["authorization_endpoint"], scopes, more)
    )


def callback_path(config: Provider) -> str:
    """Where the provider sends the browser back to; registered there."""
    return reverse("signin:identity_back", args=[config.id])


def _client(request: HttpRequest, config: Provider, told: Mapping[str, Any]) -> OAuth2Client:
    methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    chosen = config.token_auth or (
        "client_secret_post" if "client_secret_post" in methods else "client_secret_basic"
    )
    return OAuth2Client(
        request,
        config.client_id,
        config.client_secret,
        "POST",
        told["token_endpoint"],
        links.address(callback_path(config)),
        basic_auth=chosen == "client_secret_basic",
    )


# --- And back -------------------------------------------------------------------------------------


def finish(request: HttpRequest, config: Provider) -> SocialLogin:
    """Whom the provider vouches for, as a login that is not carried out yet; `vouched` is on it.

    Raises:
        ProviderTrouble: the person or the provider said no, the way there was too long ago or begun
            by another browser, or the answer is not one to trust.
    """
    state = statekit.unstash_state(
        request, provider_id=config.id, state_id=request.GET.get("state", "")
    )
    if state is None:
        raise ProviderTrouble("expired")
    try:
        vouched = _vouched(request, config, state)
    except ProviderTrouble as trouble:
        raise ProviderTrouble(trouble.what, then=state["next"]) from trouble
    account = SocialAccount(provider=config.issuer, uid=vouched.subject, extra_data={})
    login = SocialLogin(
        user=Account(), account=account, provider=MunicipalProvider(request, config)
    )
    # An account that is nobody: Account makes its key in Python, and allauth takes one for stored.
    login.user.pk = None
    login.state = state
    login.vouched = vouched
    return login


def _vouched(request: HttpRequest, config: Provider, state: Mapping[str, Any]) -> Vouched:
    if request.GET.get("iss", config.issuer) != config.issuer:
        raise ProviderTrouble("wrong")
    if "error" in request.GET or "code" not in request.GET:
        denied = request.GET.get("error") in {"access_denied", "consent_required"}
        raise ProviderTrouble("denied" if denied else "wrong")
    try:
        return read_claims(config, _claims(request, config, state))
    except requests.RequestException as error:
        raise ProviderTrouble("down") from error
    except (OAuth2Error, jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
        raise ProviderTrouble("wrong") from error


def _claims(request: HttpRequest, config: Provider, state: Mapping[str, Any]) -> dict[str, Any]:
    told = metadata(config)
    answer = _client(request, config, told).get_access_token(
        request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"]
    )
    claims = _verified(config, told, answer["id_token"], nonce=state["nonce"])
    if config.userinfo:
        headers = {"Authorization": f"Bearer {answer['access_token']}"}
        more = _fetch(told["userinfo_endpoint"], headers)
        if more.get("sub") != claims["sub"]:
            raise ValueError("another person's userinfo")
        claims = {**more, **claims}
    return claims


def _verified(
    config: Provider, told: Mapping[str, Any], token: str, *, nonce: str
) -> dict[str, Any]:
    """The claims of an id token that this provider signed for us, now, for this browser."""
    header = jwt.get_unverified_header(token)
    claims: dict[str, Any] = jwt.decode(
        token,
        _key(told["jwks_uri"], header.get("kid")),
        algorithms=ALGORITHMS,
        audience=config.client_id,
        issuer=config.issuer,
        leeway=LEEWAY,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise ValueError("another browser's token")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if several and claims.get("azp") != config.client_id:
        raise ValueError("another client's token")
    return claims


def _key(address: str, kid: str | None) -> jwt.PyJWK:
    """The provider's key of that name; fetched anew where it is not known, since keys are changed."""
    for anew in (False, True):
        keys = jwt.PyJWKSet.from_dict(_document(address, anew=anew)).keys
        named = [key for key in keys if key.key_id == kid] if kid else keys
        if len(named) == 1:
            return named[0]
    raise ValueError("no such key")


# --- What the provider publishes ------------------------------------------------------------------


def metadata(config: Provider) -> dict[str, Any]:
    """The provider's own description: its addresses, all of them safe.

    Raises:
        ProviderTrouble: it does not answer, or describes somebody else.
    """
    try:
        told = _document(config.discovery)
    except requests.RequestException as error:
        raise ProviderTrouble("down") from error
    except ValueError as error:
        raise ProviderTrouble("wrong") from error
    addresses = [told.get(name) for name in NEEDED]
    if config.userinfo:
        addresses.append(told.get("userinfo_endpoint"))
    if told.get("issuer") != config.issuer or not all(
        isinstance(each, str) and is_safe(each) for each in addresses
    ):
        raise ProviderTrouble("wrong")
    return told


def sign_out_address(config: Provider) -> str:
    """Where one signs out at the provider too; empty where it publishes no such address, or is silent.

    The provider asks the person there (OpenID Connect RP-Initiated Logout 1.0, section 2), since it is
    shown no token: none is kept, for it says who the person is.
    """
    try:
        told = metadata(config).get("end_session_endpoint")
    except ProviderTrouble:
        return ""
    if not isinstance(told, str) or not is_safe(told):
        return ""
    return f"{told}{'&' if '?' in told else '?'}{urlencode({'client_id': config.client_id})}"


def _document(address: str, *, anew: bool = False) -> dict[str, Any]:
    """A public document of the provider's, kept for ten minutes.

    Raises:
        requests.RequestException: no answer, now or a moment ago.
        ValueError: something else than an object.
    """
    kept, now = _kept.get(address), time.monotonic()
    if kept and not anew and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    if now - _silent.get(address, -SILENT_SECONDS) < SILENT_SECONDS:
        raise requests.ConnectionError("did not answer a moment ago")
    try:
        found = _fetch(address, {})
    except requests.RequestException:
        _silent[address] = time.monotonic()
        raise
    _silent.pop(address, None)
    _kept[address] = (time.monotonic(), found)
    return found


def _fetch(address: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """A JSON object.

    Raises:
        requests.RequestException: no answer, or not one of those that end well.
        ValueError: something else than an object.
    """
    with get_adapter().get_requests_session() as session:
        answer = session.get(address, headers=dict(headers))
        if answer.status_code != requests.codes.ok:
            raise requests.HTTPError(str(answer.status_code))
        content = json.loads(answer.content)
    if not isinstance(content, dict):
        raise ValueError("not an object")  # noqa: TRY004 - what the provider wrote, not our own
    return content


def forget_documents() -> None:
    """Ask all providers anew, when one has been changed."""
    _kept.clear()
    _silent.clear()


# --- What the token says --------------------------------------------------------------------------


def read_claims(config: Provider, claims: Mapping[str, Any]) -> Vouched:
    """The claims as the operator has said they are to be read.

    Raises:
        ValueError: there is no subject that can be kept.
    """
    subject = claims.get(config.subject_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_LENGTH:
        raise ValueError("no subject")
    name = claims.get(config.name_claim)
    return Vouched(
        issuer=config.issuer,
        subject=subject,
        email=_address(config, claims),
        name=" ".join(name.split())[:120] if isinstance(name, str) else "",
        groups=_groups(claims, config.groups_claim),
    )


def _address(config: Provider, claims: Mapping[str, Any]) -> str:
    email = claims.get(config.email_claim)
    verified = config.email_verified == "always" or claims.get("email_verified") in (True, "true")
    if not isinstance(email, str) or not verified:
        return ""
    email = email.strip().lower()
    return email if email.count("@") == 1 and "\x00" not in email and len(email) <= 254 else ""


def _groups(claims: Mapping[str, Any], name: str) -> frozenset[str] | None:
    """The groups; None where the token does not say. A dot steps into an object (`realm.roles`).

    Entra ID leaves the claim out, and says so with `_claim_names` or `hasgroups`, where there are too
    many of them for a token: then it is not known which they are.
    """
    value = claims.get(name)
    if value is None and "." in name:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return None
    return frozenset(each for each in value if isinstance(each, str) and 0 < len(each) <= 200)
