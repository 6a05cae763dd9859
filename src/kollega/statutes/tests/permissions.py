"""The room's rows in the permission table: the law is read by everybody who is signed in."""

from tests.personas import World
from tests.rowtype import Row

from kollega.statutes.models import Statute
from kollega.statutes.tests.helpers import bring
from kollega.statutes.tests.laws import MARKDOWN

ALL = {200: "*"}


def _law(_world: World) -> list[str]:
    if not Statute.objects.filter(sfs="2031:10").exists():
        bring()
    return ["2031:10"]


def _law_without_chapters(_world: World) -> list[str]:
    if not Statute.objects.filter(sfs="2030:2").exists():
        bring(MARKDOWN)
    return ["2030:2"]


OBJECTS = {
    "laws": lambda world: _law(world)[1:],
    "law": _law,
    "law_without_chapters": _law_without_chapters,
    "law_chapter": lambda world: [*_law(world), "2"],
    "law_section": lambda world: [*_law(world), "2", "2 a"],
    "law_section_alone": lambda world: [*_law_without_chapters(world), "3 a"],
    "law_of_nobody": lambda _world: ["1999:7"],
    "law_no_chapter": lambda world: [*_law(world), "9"],
    "law_no_section": lambda world: [*_law(world), "2", "9"],
    "law_no_section_alone": lambda world: [*_law(world), "2"],
}

TABLE = {
    "statutes:statutes": Row("get", ALL, "laws", ended=200),
    "statutes:statute": Row("get", ALL, "law", ended=200),
    "statutes:text": Row("get", ALL, "law_without_chapters", ended=200),
    "statutes:endings": Row("get", ALL, "law", ended=200),
    "statutes:chapter": Row("get", ALL, "law_chapter", ended=200),
    "statutes:section": Row("get", ALL, "law_section", ended=200),
    "statutes:section_alone": Row("get", ALL, "law_section_alone", ended=200),
}

MORE = [
    ("statutes:statute", Row("get", {404: "*"}, "law_of_nobody", ended=404)),
    ("statutes:text", Row("get", {404: "*"}, "law", ended=404)),
    ("statutes:endings", Row("get", {404: "*"}, "law_of_nobody", ended=404)),
    ("statutes:chapter", Row("get", {404: "*"}, "law_no_chapter", ended=404)),
    ("statutes:section", Row("get", {404: "*"}, "law_no_section", ended=404)),
    ("statutes:section_alone", Row("get", {404: "*"}, "law_no_section_alone", ended=404)),
]
