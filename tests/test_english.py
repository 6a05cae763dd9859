"""Every text on screen has an English wording that fits it. `python scripts/messages.py` tells which
are missing and takes away those that are gone.
"""

import ast
import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from scripts import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|</?\w+>")
SWEDISH = re.compile(r"[åäöÅÄÖ]|(?:^|\s)”")
# What is typed in Swedish in English too, since the product reads it so.
TYPED = re.compile(r"mån–tors|män\b|Område\b|Ärendetyp\b")
ONLY_ENGLISH = {"the", "your", "you", "with", "this"}


@pytest.fixture(scope="module")
def used() -> Catalog:
    return messages.used()


@pytest.fixture(scope="module")
def stored() -> Catalog:
    return messages.stored()


def _key(message: Message) -> tuple[str, str | None]:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def _pairs(message: Message) -> list[tuple[str, str]]:
    """The Swedish and the English of a text; of its singular and its plural where it has both."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def _filled_in(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_every_text_has_an_english_wording(used: Catalog, stored: Catalog) -> None:
    known = {
        (_key(message), message.pluralizable)
        for message in _texts(stored)
        if not message.fuzzy and all(english for _swedish, english in _pairs(message))
    }
    missing = [_key(m) for m in _texts(used) if (_key(m), m.pluralizable) not in known]
    assert not missing, "run scripts/messages.py, and write their English in django.po"


def test_no_english_is_kept_of_a_text_that_is_gone(used: Catalog, stored: Catalog) -> None:
    gone = {_key(m) for m in _texts(stored)} - {_key(m) for m in _texts(used)}
    assert not gone, "run scripts/messages.py"


def test_the_file_is_as_the_script_writes_it(stored: Catalog) -> None:
    assert messages.CATALOGUE.read_text(encoding="utf-8") == messages.as_text(stored), (
        "run scripts/messages.py"
    )


def test_what_is_filled_in_is_the_same_in_both(stored: Catalog) -> None:
    differ = [
        (swedish, english)
        for message in _texts(stored)
        for swedish, english in _pairs(message)
        if english and _filled_in(swedish) != _filled_in(english)
    ]
    assert not differ


def test_neither_language_stands_in_the_place_of_the_other(stored: Catalog) -> None:
    mixed = [
        (swedish, english)
        for message in _texts(stored)
        for swedish, english in _pairs(message)
        if SWEDISH.search(TYPED.sub("", english))
        or ONLY_ENGLISH & set(re.findall(r"\w+", swedish.lower()))
    ]
    assert not mixed


def test_babel_compiles_it_and_gettext_reads_it(stored: Catalog) -> None:
    assert not stored.fuzzy, "Babel compiles no catalogue whose header is marked as uncertain"
    compiled = BytesIO()
    write_mo(compiled, stored)
    compiled.seek(0)
    english = GNUTranslations(compiled)
    assert english.gettext("Spara") == "Save"
    one, many = "Delas med %(count)s kommun", "Delas med %(count)s kommuner"
    assert english.ngettext(one, many, 1) == "Shared with %(count)s municipality"
    assert english.ngettext(one, many, 8) == "Shared with %(count)s municipalities"


def test_the_script_can_see_every_text_in_python() -> None:
    """It reads literals, and none inside an f-string; a text may also come in a variable."""
    unseen = []
    for path in messages.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            in_f_string = isinstance(node, ast.JoinedStr)
            for call in ast.walk(node) if in_f_string else [node]:
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                    continue
                if call.func.id not in messages.KEYWORDS or isinstance(call.args[0], ast.Name):
                    continue
                if in_f_string or not isinstance(call.args[0], ast.Constant):
                    unseen.append(f"{path.name}:{call.lineno}")
    assert not unseen


TEMPLATE = """\
{# Translators: to whom it may concern #}
  <p title="{% translate "it's (a) title" %}">{% translate 'say "hi", 50 %' %}</p>
        <b>{% translate "with context" context "here" as words %}</b>{{ _("alone") }}
{% blocktranslate count n=things|length trimmed %}
    {{ n }} 'thing'
{% plural %}
    {{ n }} things
{% endblocktranslate %}
{% blocktranslate with a=_("inside") %}of {{ a }}
on two lines{% endblocktranslate %}{{ x|default:_("filtered") }}{% tag title=_("passed, (on)") %}
{% comment %}{% translate "not this" %}{% endcomment %}
"""
PYTHON = """\
a = _("in " "pieces, %(and)s") % {"and": gettext("within")}
b = [ngettext("one", "many", len([1, (2)])), pgettext_lazy("month", "maj")]
c = gettext_noop(
    '''on two
lines'''
)
def gettext(text="not this"): return _(text)
"""


def test_the_script_finds_texts_of_every_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "PROJECT", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    for place, text in {
        "room/templates/room/page.html": TEMPLATE,
        "room/views.py": PYTHON,
        "room/tests/test_views.py": "_('in a test')",
        "room/static/page.html": "{% translate 'not a template' %}",
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)

    found = {(message.id, message.context) for message in _texts(messages.used())}

    assert found == {
        ("it's (a) title", None),
        ('say "hi", 50 %%', None),
        ("with context", "here"),
        ("alone", None),
        (("%(n)s 'thing'", "%(n)s things"), None),
        ("inside", None),
        ("of %(a)s\non two lines", None),
        ("filtered", None),
        ("passed, (on)", None),
        ("in pieces, %(and)s", None),
        ("within", None),
        (("one", "many"), None),
        ("maj", "month"),
        ("on two\nlines", None),
    }
