"""The bytes of a document's file: saved, never run, never guessed at."""

from django.http import HttpResponse

from kollega.files.passages.blocks import ENDINGS, MEDIA, Form


def served(form: str, data: bytes, name: str) -> HttpResponse:
    """A file's bytes; `name` has no ending and is our own."""
    what = Form(form)
    response = HttpResponse(data, content_type=MEDIA[what])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ENDINGS[what]}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
