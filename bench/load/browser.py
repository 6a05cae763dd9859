"""What a browser does that matters here: one connection kept open, cookies, the form's token."""

import http.client
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

SECONDS = 35.0
LOST = (OSError, http.client.HTTPException)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    """An answer; status 0 where none came."""

    status: int
    body: str = ""
    location: str = ""

    @property
    def good(self) -> bool:
        return self.status in {HTTPStatus.OK, HTTPStatus.FOUND}


@dataclass
class Browser:
    """Somebody's browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, data: dict[str, str], *, json: bool = False) -> Answer:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        if json:
            headers["Accept"] = "application/json"
        return self._ask("POST", path, urlencode(data), headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"http://localhost:{self.port}",
            **headers,
        }
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            content = answer.read().decode("utf-8", "replace")
        except LOST:
            self.connection.close()
            self.connection = None
            return Answer(0)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, content, answer.headers.get("Location", ""))

    def sign_in(self, email: str, password: str) -> None:
        """As anybody does, by the form."""
        page = self.get("/konto/logga-in/")
        token = TOKEN.search(page.body)
        answer = self.post(
            "/konto/logga-in/",
            {
                "login": email,
                "password": password,
                "csrfmiddlewaretoken": token[1] if token else "",
            },
        )
        if answer.status != HTTPStatus.FOUND:
            raise RuntimeError(f"{email} could not sign in: {answer.status}")
