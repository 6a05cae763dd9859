"""Pages go compressed: on a slow line most of the waiting is for bytes.

Only text that we write ourselves; a file that somebody shared goes as it is. Django adds a random
number of bytes to each answer and masks the form's token anew each time, so that the size of a
compressed page does not tell what is in it (the BREACH attack).
"""

from django.http import HttpResponseBase
from django.http.request import HttpRequest
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "text/plain", "text/csv", "text/calendar", "application/json")


class CompressText(GZipMiddleware):
    """gzip for what is text."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in TEXT:
            return response
        return super().process_response(request, response)
