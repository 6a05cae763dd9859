"""An OpenID provider of the tests' own: a process on loopback that can also behave badly.

    python -m kollega.signin.tests.provider PORT

It follows OpenID Connect Core's authorization code flow and refuses a token request without the right
PKCE verifier, client secret, address or code. `PUT /control` says who signs in next and what goes
wrong: {"sub", "claims", "mode", "ask"}.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "kollega", "en-hemlighet-for-proven"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CONTROL: dict[str, Any] = {"sub": "s-1", "claims": {}, "mode": "", "ask": False}
CODES: dict[str, dict[str, Any]] = {}
TOKENS: dict[str, dict[str, Any]] = {}
SEEN: list[dict[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.server.server_address[1]}"

    def log_message(self, *_args: Any) -> None:
        pass

    def _send(
        self, status: int, body: Any = None, kind: str = "application/json", **more: str
    ) -> None:
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_PUT(self) -> None:
        CONTROL.update({"claims": {}, "mode": "", "ask": False})
        CONTROL.update(json.loads(self._body()))
        self._send(200, {})

    def do_GET(self) -> None:
        parts, mode = urlsplit(self.path), CONTROL["mode"]
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if mode == "slow" and parts.path != "/seen":
            time.sleep(7)
        pages = {
            "/.well-known/openid-configuration": self._describe,
            "/jwks": self._keys,
            "/authorize": lambda: self._ask(query),
            "/userinfo": self._userinfo,
            "/seen": lambda: self._send(200, SEEN),
        }
        pages.get(parts.path, lambda: self._send(404, {}))()

    def _describe(self) -> None:
        if CONTROL["mode"] == "garbage":
            self._send(200, "<h1>Välkommen</h1>", "text/html")
        else:
            self._send(500 if CONTROL["mode"] == "broken" else 200, self._metadata())

    def _keys(self) -> None:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        self._send(200, {"keys": [{**public, "kid": "k1", "use": "sig"}]})

    def _ask(self, query: dict[str, str]) -> None:
        SEEN.append(query)
        if CONTROL["ask"]:
            self._send(200, self._page(), "text/html; charset=utf-8")
        else:
            self._authorized(query)

    def _userinfo(self) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self._send(200 if token in TOKENS else 401, TOKENS.get(token, {}))

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        form = {name: values[0] for name, values in parse_qs(self._body().decode()).items()}
        if parts.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            CONTROL["mode"] = "denied" if form.get("do") == "deny" else CONTROL["mode"]
            return self._authorized(query)
        if parts.path == "/token":
            return self._token(form)
        return self._send(404, {})

    def _page(self) -> str:
        return (
            "<!doctype html><html lang=sv><title>Granåkers inloggning</title><h1>Granåkers inloggning</h1>"
            "<form method=post><button name=do value=yes>Jag är Maja</button>"
            "<button name=do value=deny>Avbryt</button></form>"
        )

    def _metadata(self) -> dict[str, Any]:
        base = self.issuer
        found = {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "userinfo_endpoint": f"{base}/userinfo",
            "jwks_uri": f"{base}/jwks",
            "end_session_endpoint": f"{base}/logout",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        if CONTROL["mode"] == "somebody_else":
            found["issuer"] = "https://login.example.org"
        if CONTROL["mode"] == "unencrypted":
            found["token_endpoint"] = "http://192.0.2.1/token"
        if CONTROL["mode"] == "odd_sign_out":
            found["end_session_endpoint"] = "javascript:alert(1)"
        return found

    def _authorized(self, query: dict[str, str]) -> None:
        answer = {"state": query["state"], "iss": self.issuer}
        if CONTROL["mode"] == "denied":
            answer["error"] = "access_denied"
        else:
            code = secrets.token_urlsafe(8)
            CODES[code] = {**query, "sub": CONTROL["sub"], "claims": CONTROL["claims"]}
            answer["code"] = code
        self._send(302, "", Location=f"{query['redirect_uri']}?{urlencode(answer)}")

    def _token(self, form: dict[str, str]) -> None:
        kind, _space, raw = self.headers.get("Authorization", "").partition(" ")
        client = unquote(base64.b64decode(raw).decode()).split(":", 1) if kind == "Basic" else []
        asked = CODES.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            client != [CLIENT, SECRET]
            or asked is None
            or asked.get("code_challenge_method") != "S256"
            or asked.get("code_challenge") != challenge
            or asked["redirect_uri"] != form.get("redirect_uri")
        ):
            return self._send(400, {"error": "invalid_grant"})
        if CONTROL["mode"] == "no_token":
            return self._send(200, {"token_type": "Bearer"})
        token = secrets.token_urlsafe(8)
        TOKENS[token] = {"sub": asked["sub"], **CONTROL.get("userinfo", {})}
        return self._send(
            200, {"access_token": token, "token_type": "Bearer", "id_token": self._id_token(asked)}
        )

    def _id_token(self, asked: dict[str, Any]) -> str:
        mode, now = CONTROL["mode"], int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": asked["sub"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **asked["claims"],
        }
        claims |= {
            "wrong_nonce": {"nonce": "en-annans"},
            "old_token": {"iat": now - 900, "exp": now - 600},
            "other_audience": {"aud": "nagon-annan"},
            "other_issuer": {"iss": "https://login.example.org"},
            "no_subject": {"sub": ""},
        }.get(mode, {})
        if mode == "unsigned":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"})
        key = OTHER_KEY if mode == "wrong_key" else KEY
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "k1"})


if __name__ == "__main__":
    ThreadingHTTPServer(("localhost", int(sys.argv[1])), Handler).serve_forever()
