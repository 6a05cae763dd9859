"""Files that go with some of the world's answers: a picture, a sheet on paper and a form to fill in."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from kollega import files as library
from kollega import paper
from kollega.border import files
from kollega.border.files import Taken, Upload
from kollega.border.models import Draft
from kollega.core.actor import Actor
from kollega.demo.loader.stage import LoadError
from kollega.files.documents import docx_write
from kollega.files.documents.body import Block, Body, Paragraph, Run, Table

HERE = Path(__file__).resolve().parent
# The mouth of each face: where it begins and ends on a circle, in degrees, and the card's colour.
FACES = ((20, 160, "#f3d36b"), (200, 340, "#a9c7e8"), (0, 360, "#e9b7a1"), (170, 190, "#bcd9b4"))
CARD = 320


def put(actor: Actor, draft: Draft, question: str, post: int) -> None:
    """Put what belongs to this post of the world beside its draft, described and looked at.

    Raises:
        LoadError: the file is not taken.
    """
    found = FILES.get((question, post))
    if found is None:
        return
    name, description, make = found
    data = make()
    taken = Taken(Upload(name, data), hashlib.sha256(data).digest(), library.inspect(data, name))
    if files.add(actor, draft, [taken]):
        raise LoadError(f"Frågan {question}: bilagan {name} gick inte att lägga till.")
    (file,) = files.files_of(actor, draft)
    files.describe(file, description)
    if files.waits_for_eyes(file):
        files.seen(actor, file)


def _cards() -> bytes:
    """Four faces on a sheet: glad, sad, surprised, calm."""
    sheet = Image.new("RGB", (CARD * 2, CARD * 2), "white")
    draw = ImageDraw.Draw(sheet)
    for place, (start, end, colour) in enumerate(FACES):
        x, y = place % 2 * CARD, place // 2 * CARD
        draw.rectangle((x + 8, y + 8, x + CARD - 8, y + CARD - 8), outline="#444444", width=3)
        draw.ellipse((x + 60, y + 60, x + 260, y + 260), fill=colour, outline="#444444", width=4)
        for eye in (120, 200):
            draw.ellipse((x + eye - 10, y + 120, x + eye + 10, y + 146), fill="#444444")
        box = (
            (x + 125, y + 180, x + 195, y + 240)
            if end == 360
            else (x + 110, y + 150, x + 210, y + 230)
        )
        draw.arc(box, start, end, fill="#444444", width=6)
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _sheet() -> bytes:
    """One page on how everybody is asked."""
    data = {"title": "Vi frågar alla om våld", "owner": "Vuxenenheten", "date": ""}
    return paper.pdf(HERE / "ask_everybody.typ", data)


def _timeline() -> bytes:
    """An empty timeline to fill in."""
    rows = ["Dag", "Vad som ska göras", "Vem gör det", "Klart"], *[["", "", "", ""]] * 8
    cells: list[list[list[Block]]] = [[[Paragraph([Run(words)])] for words in row] for row in rows]
    return docx_write.write(
        Body(
            [
                Paragraph([Run("Tidslinje vid omedelbart omhändertagande")], heading=1),
                Paragraph([Run("Fyll i uppifrån och ned. Räkna dagarna från beslutet.")]),
                Table(cells),
                Paragraph([Run("Kontrollera varje tid mot lagtexten innan du använder mallen.")]),
            ]
        )
    )


FILES: dict[tuple[str, int], tuple[str, str, Callable[[], bytes]]] = {
    ("prata-med-fyraaring", 2): ("kort.png", "Känslokort att klippa isär", _cards),
    ("rutinfraga-vald", 0): (
        "kort till receptionen.pdf",
        "Vi frågar alla, kort att ha framme",
        _sheet,
    ),
    ("lvu-tidslinje", 1): ("tidslinje mall.docx", "Tom tidslinje att fylla i", _timeline),
}
"""(question, post) → the file's name, what it is described as, and what makes it."""
