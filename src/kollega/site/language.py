"""The language of a page: the account's own, else the cookie's, else Swedish."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccountLanguage:
    """Swedish first: a browser's wishes are not read, a person's choice is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account = request.user
        wish = account.language if account.is_authenticated else ""
        wish = wish or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
