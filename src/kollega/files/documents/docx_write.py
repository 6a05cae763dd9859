"""A `Body` as a DOCX that tells of nobody: no properties, no revisions, no comments, no links."""

from collections.abc import Iterable

from kollega.files.documents.body import Block, Body, Paragraph, Picture, Run, Table
from kollega.files.documents.written import HEAD, packed, words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU_PER_MM = 36_000
_BULLETS, _FIRST_COUNTED = 1, 2
_SIZES = {1: 32, 2: 28, 3: 26, 4: 24, 5: 24, 6: 24}


def write(body: Body) -> bytes:
    """The document's bytes."""
    made = _Writer()
    document = made.document(body)
    rels = "".join(
        _relation(f"rId{number}", "image", f"media/{name}")
        for number, (name, _data) in enumerate(made.media, 10)
    )
    rels += _relation("rId1", "styles", "styles.xml")
    rels += _relation("rId2", "numbering", "numbering.xml")
    entries: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", _types()),
        ("_rels/.rels", _relations(_relation("rId1", "officeDocument", "word/document.xml"))),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", _relations(rels)),
        ("word/styles.xml", _styles()),
        ("word/numbering.xml", _numbering(len(made.counted))),
        *((f"word/media/{name}", data) for name, data in made.media),
    ]
    return packed(
        [(name, data.encode() if isinstance(data, str) else data) for name, data in entries]
    )


class _Writer:
    def __init__(self) -> None:
        self.media: list[tuple[str, bytes]] = []
        self.counted: dict[str, int] = {}

    def document(self, body: Body) -> str:
        blocks = self._blocks(body.blocks)
        page = (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418"'
            ' w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
        )
        return (
            f'{HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"'
            f' xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
            f' xmlns:pic="{_DRAWING}/picture"><w:body>{blocks}{page}</w:body></w:document>'
        )

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self._block(each) for each in blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Picture):
            return f"<w:p><w:r>{self._picture(block)}</w:r></w:p>"
        return self._table(block)

    def _paragraph(self, paragraph: Paragraph) -> str:
        looks = ""
        if paragraph.heading:
            looks = f'<w:pStyle w:val="H{paragraph.heading}"/>'
        elif paragraph.list_id:
            number = _BULLETS
            if paragraph.numbered:
                number = self.counted.setdefault(
                    paragraph.list_id, _FIRST_COUNTED + len(self.counted)
                )
            looks = (
                f'<w:numPr><w:ilvl w:val="{paragraph.level}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        runs = "".join(_run(each) for each in paragraph.runs if each.text)
        return f"<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>"

    def _table(self, table: Table) -> str:
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        columns = max((len(row) for row in table.rows), default=0)
        grid = '<w:gridCol w:w="2000"/>' * columns
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{self._cell(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in table.rows
            if row
        )
        if not rows:
            return ""
        looks = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        return f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"

    def _cell(self, blocks: list[Block]) -> str:
        # A cell ends with a paragraph, or Word calls the document broken.
        inside = self._blocks(blocks)
        return inside if inside.endswith(("</w:p>", "<w:p/>")) else f"{inside}<w:p/>"

    def _picture(self, picture: Picture) -> str:
        number = len(self.media) + 1
        self.media.append((f"bild{number}.{picture.extension}", picture.data))
        size = f'cx="{int(picture.width * _EMU_PER_MM)}" cy="{int(picture.height * _EMU_PER_MM)}"'
        named = f'id="{number}" name="Bild {number}"'
        return (
            f"<w:drawing><wp:inline><wp:extent {size}/><wp:docPr {named}/><a:graphic>"
            f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{number + 9}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )


def _run(run: Run) -> str:
    looks = "<w:b/>" * run.bold + "<w:i/>" * run.italic
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    parts = []
    for line in run.text.split("\n"):
        pieces = (f'<w:t xml:space="preserve">{words(each)}</w:t>' for each in line.split("\t"))
        parts.append("<w:tab/>".join(pieces))
    return f"<w:r>{looks}{'<w:br/>'.join(parts)}</w:r>"


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{target}"/>'


def _relations(inside: str) -> str:
    return f'{HEAD}<Relationships xmlns="{_RELS}">{inside}</Relationships>'


def _types() -> str:
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{media}"/>'
        for ending, media in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpg", "image/jpeg"),
            ("webp", "image/webp"),
        )
    )
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_PART}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
        )
    )
    return f'{HEAD}<Types xmlns="{_TYPES}">{defaults}{parts}</Types>'


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in _SIZES.items()
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}'
        '<w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
        f"{headings}</w:styles>"
    )


def _numbering(counted: int) -> str:
    """Bullets, and one count for each numbered list, so that every list begins at one."""
    bullets = _abstract(0, "bullet", "•")
    numbers = "".join(_abstract(each + 1, "decimal", "") for each in range(counted))
    lists = "".join(
        f'<w:num w:numId="{each + 1}"><w:abstractNumId w:val="{each}"/></w:num>'
        for each in range(counted + 1)
    )
    return f'{HEAD}<w:numbering xmlns:w="{_W}">{bullets}{numbers}{lists}</w:numbering>'


def _abstract(number: int, form: str, sign: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{sign or f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{720 + 360 * level}" w:hanging="360"/></w:pPr></w:lvl>'
        for level in range(6)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
