"""A `Body` as an ODT that tells of nobody. See `docx_write`."""

from collections.abc import Iterable

from kollega.files.documents.body import Block, Body, Paragraph, Picture, Run, Table
from kollega.files.documents.written import HEAD, packed, words

_NS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f' xmlns:office="{_NS}:office:1.0" xmlns:text="{_NS}:text:1.0" xmlns:table="{_NS}:table:1.0"'
    f' xmlns:draw="{_NS}:drawing:1.0" xmlns:style="{_NS}:style:1.0"'
    f' xmlns:fo="{_NS}:xsl-fo-compatible:1.0" xmlns:svg="{_NS}:svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
)
_TYPE = "application/vnd.oasis.opendocument.text"


def write(body: Body) -> bytes:
    """The document's bytes."""
    media: list[tuple[str, bytes]] = []
    content = _content(body, media)
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (
            ("/", _TYPE),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            *(
                (name, f"image/{name.rpartition('.')[2].replace('jpg', 'jpeg')}")
                for name, _ in media
            ),
        )
    )
    manifest = (
        f'{HEAD}<manifest:manifest xmlns:manifest="{_NS}:manifest:1.0" manifest:version="1.3">'
        f"{files}</manifest:manifest>"
    )
    return packed(
        [
            ("mimetype", _TYPE.encode()),
            ("content.xml", content.encode()),
            ("styles.xml", _styles().encode()),
            *media,
            ("META-INF/manifest.xml", manifest.encode()),
        ]
    )


def _content(body: Body, media: list[tuple[str, bytes]]) -> str:
    looks = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties{what}/></style:style>'
        for name, what in (
            ("B", ' fo:font-weight="bold"'),
            ("I", ' fo:font-style="italic"'),
            ("BI", ' fo:font-weight="bold" fo:font-style="italic"'),
        )
    )
    bullets = _list_style("LB", 'list-level-style-bullet text:bullet-char="•"', "bullet")
    numbers = _list_style(
        "LN", 'list-level-style-number style:num-suffix="." style:num-format="1"', "number"
    )
    inside = _blocks(body.blocks, media)
    return (
        f"{HEAD}<office:document-content{_SPACES}><office:automatic-styles>{looks}{bullets}{numbers}"
        f"</office:automatic-styles><office:body><office:text>{inside}</office:text></office:body>"
        "</office:document-content>"
    )


def _list_style(name: str, opening: str, kind: str) -> str:
    levels = "".join(
        f'<text:{opening} text:level="{level}"><style:list-level-properties'
        f' text:space-before="{level * 0.6:.1f}cm" text:min-label-width="0.6cm"/>'
        f"</text:list-level-style-{kind}>"
        for level in range(1, 8)
    )
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


def _blocks(blocks: Iterable[Block], media: list[tuple[str, bytes]]) -> str:
    made, last = [], ""
    for each in blocks:
        listed = each.list_id if isinstance(each, Paragraph) and not each.heading else ""
        if isinstance(each, Paragraph):
            made.append(_paragraph(each, goes_on=bool(listed) and listed == last))
        elif isinstance(each, Picture):
            made.append(f"<text:p>{_picture(each, media)}</text:p>")
        else:
            made.append(_table(each, media))
        last = listed
    return "".join(made)


def _paragraph(paragraph: Paragraph, *, goes_on: bool) -> str:
    inside = "".join(_run(each) for each in paragraph.runs if each.text)
    if paragraph.heading:
        level = paragraph.heading
        return f'<text:h text:outline-level="{level}" text:style-name="H{level}">{inside}</text:h>'
    plain = f"<text:p>{inside}</text:p>"
    if not paragraph.list_id:
        return plain
    style = "LN" if paragraph.numbered else "LB"
    more = ' text:continue-numbering="true"' if goes_on else ""
    deep = paragraph.level + 1
    opening = f'<text:list text:style-name="{style}"{more}>' + "<text:list-item>"
    return (
        opening
        + "<text:list><text:list-item>" * (deep - 1)
        + plain
        + "</text:list-item></text:list>" * deep
    )


def _run(run: Run) -> str:
    inside = words(run.text).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    inside = inside.replace("  ", ' <text:s text:c="1"/>')
    style = "B" * run.bold + "I" * run.italic
    return f'<text:span text:style-name="{style}">{inside}</text:span>' if style else inside


def _table(table: Table, media: list[tuple[str, bytes]]) -> str:
    columns = max((len(row) for row in table.rows), default=0)
    if not columns:
        return ""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell>{_blocks(cell, media) or '<text:p/>'}</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in table.rows
        if row
    )
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{rows}'
        "</table:table>"
    )


def _picture(picture: Picture, media: list[tuple[str, bytes]]) -> str:
    name = f"Pictures/bild{len(media) + 1}.{picture.extension}"
    media.append((name, picture.data))
    size = f'svg:width="{picture.width:.1f}mm" svg:height="{picture.height:.1f}mm"'
    return (
        f'<draw:frame text:anchor-type="as-char" {size}><draw:image xlink:href="{name}"'
        ' xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )


def _styles() -> str:
    headings = "".join(
        f'<style:style style:name="H{level}" style:family="paragraph" style:default-outline-level="{level}">'
        '<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.15cm"/>'
        f'<style:text-properties fo:font-weight="bold" fo:font-size="{size}pt"/></style:style>'
        for level, size in ((1, 16), (2, 14), (3, 13), (4, 12), (5, 12), (6, 12))
    )
    return (
        f"{HEAD}<office:document-styles{_SPACES}><office:styles>{headings}</office:styles>"
        "</office:document-styles>"
    )
