"""Every deed that a log reviewer can see has words."""

import re
from pathlib import Path

import kollega
from kollega.organisation.log_words import verb_in_words

SOURCE = Path(kollega.__file__).parent
# Work with questions is shown by day only, so that nobody can work out who asked.
BY_DAY = re.compile(r"^(question)\.")


def test_every_audited_verb_has_words() -> None:
    verbs = set()
    for file in SOURCE.rglob("*.py"):
        if "tests" not in file.parts:
            verbs |= set(re.findall(r'access\.audit\(\s*\w+,\s*"([a-z_.]+)"', file.read_text()))
    assert len(verbs) > 20
    assert {v for v in verbs if not BY_DAY.match(v) and verb_in_words("audit", v) == v} == set()
