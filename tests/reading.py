"""What of a form or a query an address reads: what is the same in all of that is not sent again.

An address answers by what it reads. Two bodies that are alike in everything it asked for are one and the
same to it, so the sweeps send a body only where it would be read otherwise than those before it:

    read = Read()
    for body in bodies:
        if read.otherwise(body):
            with read.noting(body):
                client.post(url, body)

Whoever looks at a body as a whole (its names, its length, its bytes) has read all of it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

Body = Mapping[str, Any]
"""A form or a query: each name with its value, or with a list of them."""
LONG = 400_000
"""A longer form may be refused for its length, whatever is read of it."""


class Read:
    """What an address has read of each thing that was sent to it."""

    def __init__(self) -> None:
        self._sent: list[tuple[Body, _Noted]] = []

    def otherwise(self, body: Body) -> bool:
        """Whether the address would read this differently from all that it has been sent."""
        return not any(noted.is_alike(sent, body) for sent, noted in self._sent)

    @contextmanager
    def noting(self, body: Body) -> Iterator[None]:
        """Note what is read of the request that is sent in the block."""
        noted = _Noted()
        with pytest.MonkeyPatch.context() as patch:
            _watch(patch, noted)
            yield
        self._sent.append((body, noted))


class _Noted:
    """What was read of one form or query: some names, whether there is anything in it, or all of it.

    `began`: it was taken in at all.
    """

    def __init__(self) -> None:
        self.names: set[Any] = set()
        self.began = self.whether_any = self.whole = False

    def is_alike(self, one: Body, other: Body) -> bool:
        """Whether two bodies are the same in all that was read of the first."""
        if self.whole or (self.began and _length(other) > LONG):
            return False
        if self.whether_any and bool(one) != bool(other):
            return False
        return all(_values(one, name) == _values(other, name) for name in self.names)


def _values(body: Body, name: Any) -> list[Any]:
    value = body.get(name, [])
    return value if isinstance(value, list) else [value]


def _length(body: Body) -> int:
    return sum(len(str(each)) for name in body for each in (name, *_values(body, name)))


class _Watched(QueryDict):
    """A form or a query that tells what is read of it."""

    noted: _Noted

    def __getitem__(self, key: Any) -> Any:
        self.noted.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self.noted.names.add(key)
        return super().__contains__(key)

    def __bool__(self) -> bool:
        self.noted.whether_any = True
        return dict.__len__(self) > 0

    def _getlist(self, key: Any, *args: Any, **how: Any) -> Any:
        self.noted.names.add(key)
        return super()._getlist(key, *args, **how)  # type: ignore[misc]

    def copy(self) -> QueryDict:
        """What is made of it tells nothing more: all of it has been read."""
        self.noted.whole = True
        made = QueryDict(mutable=True)
        for name, values in QueryDict.lists(self):
            made.setlist(name, list(values))
        return made

    def __copy__(self) -> QueryDict:
        return self.copy()

    def __deepcopy__(self, _memo: Any) -> QueryDict:
        return self.copy()


def _all_of_it(name: str) -> Any:
    def read(self: _Watched, *args: Any, **how: Any) -> Any:
        self.noted.whole = True
        return getattr(QueryDict, name)(self, *args, **how)

    return read


for _name in (
    *("__iter__", "__len__", "__eq__", "__ne__", "__reduce_ex__", "__or__", "__ror__"),
    *("__reversed__", "__repr__", "keys", "items", "lists", "values", "dict", "urlencode"),
    *("pop", "popitem", "setdefault", "setlistdefault"),
):
    setattr(_Watched, _name, _all_of_it(_name))


def _watched(plain: QueryDict, noted: _Noted) -> _Watched:
    noted.began = True
    made = _Watched(mutable=True)
    made.noted = _Noted()  # what is read while it is filled
    for name, values in plain.lists():
        made.setlist(name, values)
    made.noted, made._mutable = noted, plain._mutable
    return made


def _watch(patch: pytest.MonkeyPatch, noted: _Noted) -> None:
    """Let the forms and queries of requests tell what is read of them."""
    load, query, body = (
        HttpRequest._load_post_and_files,
        WSGIRequest.GET.func,
        HttpRequest.body.fget,
    )

    def loaded(request: HttpRequest) -> None:
        noted.began = True
        load(request)
        if request.method == "POST":
            request._post = _watched(request._post, noted)

    def asked(request: WSGIRequest) -> QueryDict:
        return _watched(query(request), noted)

    def whole(request: HttpRequest) -> bytes:
        noted.began = noted.whole = True
        return bytes(body(request))

    found = cached_property(asked)
    found.__set_name__(WSGIRequest, "GET")
    patch.setattr(HttpRequest, "_load_post_and_files", loaded)
    patch.setattr(WSGIRequest, "GET", found)
    patch.setattr(HttpRequest, "body", property(whole))
