"""Markdown becomes clean HTML whatever was written, and the same words on paper."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kollega.knowledge import markdown
from kollega.swedish.references import Reference

OPENED = re.compile(r"<([a-z0-9]+)([^>]*)>")
PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![spår](https://x.se/a.png)",
        "[a](javascript:alert(1))",
        "[b](https://x.se)",
        "<https://x.se>",
        "[c]: data:text/html,x\n[c]",
        "# Rubrik\n",
        "| a | b |\n|-|-|\n| 1 | 2 |\n",
        "20 kap. 2 § SoL",
        "**ord**",
        "\n\n",
        "- ",
        "> ",
        "1. ",
        "`",
        "~~",
        "&lt;",
        '"onclick="',
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join))
def test_only_what_is_known_comes_through(text: str) -> None:
    made = str(markdown.html(text, link=lambda reference: f"/lagar/{reference.sfs}"))
    for tag, attributes in OPENED.findall(made):
        assert tag in markdown.TAGS
        assert not re.search(r"\b(on\w+|src|style|class)\s*=", attributes)
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert address.startswith(("http", "mailto:", "tel:", "/", "#")) or ":" not in address
            assert 'rel="noopener noreferrer"' in attributes
    assert isinstance(markdown.plain(text), str)
    assert all(block.runs for block in markdown.blocks(text) if block.kind == "heading")


def test_a_reference_becomes_a_link_but_not_inside_one() -> None:
    def link(reference: Reference) -> str:
        return f"/lag/{reference.section}" if reference.section else ""

    made = str(markdown.html("Se 20 kap. 2 § SoL och [SoL 20:3](https://x.se).", link=link))
    assert '<a href="/lag/2" rel="noopener noreferrer">20 kap. 2 § SoL</a>' in made
    assert "/lag/3" not in made
    assert "<b>" not in markdown.line("<b>2 § LVU</b>", link=link)


def test_headings_begin_below_the_page_s_own() -> None:
    assert str(markdown.html("# Ett\n\n#### Fyra")) == "<h3>Ett</h3>\n<h5>Fyra</h5>\n"
    assert markdown.headings("# Ett\n\ntext\n\n## **Två**") == "Ett\nTvå"


def test_paper_gets_lists_with_their_marks() -> None:
    blocks = markdown.blocks("1. ett\n2. två\n   - inuti\n\n> sagt\n\n## Sist")
    assert [(each.kind, each.mark, each.depth) for each in blocks] == [
        ("item", "1.", 1),
        ("item", "2.", 1),
        ("item", "•", 2),
        ("quote", "", 0),
        ("heading", "", 0),
    ]


def test_code_is_found_and_counted_with_the_other_words() -> None:
    assert markdown.plain("Ett\n\n```\ntvå\n```\n\n    tre\n\nfyra") == "Ett\ntvå\ntre\nfyra"
