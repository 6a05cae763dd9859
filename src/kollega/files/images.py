"""Pictures are drawn anew: what is seen stays, what is said beside it (where, when, by whom) goes."""

from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from kollega.files.found import Inspected, Kind, Left, Limits, Reason, Refused

FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.WEBP: "WEBP"}
# What may lie inside a document; drawn anew as PNG or JPEG.
IN_DOCUMENTS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
QUALITY = 86


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew. `had_position` tells that the one that came said where it was taken."""

    data: bytes
    format: str
    width: int
    height: int
    had_position: bool

    @property
    def extension(self) -> str:
        return {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[self.format]


Crop = tuple[float, float, float, float]
"""Parts of the width and height cut off: left, top, right, bottom."""


def redraw(
    data: bytes, formats: tuple[str, ...], limits: Limits, *, crop: Crop | None = None
) -> Drawn:
    """Draw a picture anew, upright, no side longer than `limits.side`.

    Raises:
        Refused: no such picture, or far too large.
    """
    try:
        with Image.open(BytesIO(data), formats=list(formats)) as opened:
            _require_sane(opened, limits)
            position = ExifTags.IFD.GPSInfo in opened.getexif()
            opened.load()
            came_as = opened.format or ""
            shown = opened if crop is None else _cropped(opened, crop)
            upright = ImageOps.exif_transpose(shown)
        return _drawn(upright, came_as, limits, had_position=position)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises whatever its many readers stumble over
        raise Refused(Reason.BROKEN) from error


def _require_sane(image: Image.Image, limits: Limits) -> None:
    """Before a single pixel is unpacked."""
    if image.width * image.height > limits.pixels:
        raise Refused(Reason.TOO_MANY_PIXELS)


def _cropped(image: Image.Image, crop: Crop) -> Image.Image:
    """What is left of it. Which side is up must be sure, or the wrong part would be cut off."""
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        raise Refused(Reason.BROKEN)
    left, top, right, bottom = (min(max(each, 0.0), 1.0) for each in crop)
    box = (
        round(image.width * left),
        round(image.height * top),
        round(image.width * (1 - right)),
        round(image.height * (1 - bottom)),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        raise Refused(Reason.BROKEN)
    cut = image.crop(box)
    cut.info.update(image.info)
    return cut


def _drawn(image: Image.Image, came_as: str, limits: Limits, *, had_position: bool) -> Drawn:
    wanted = came_as if came_as in {"JPEG", "WEBP"} else "PNG"
    seen_through = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    plain = image.mode in {"1", "L", "I;16", "I"} and not seen_through
    mode = "RGBA" if seen_through else "L" if plain else "RGB"
    pixels = image.convert(mode)
    pixels.thumbnail((limits.side, limits.side))
    # Only the pixels are carried over: not the profile, the comments or the thumbnail. What has been
    # rubbed out is often only made transparent, so that it is put upon white paper.
    fresh = Image.new("L" if plain else "RGB", pixels.size, "white")
    fresh.paste(pixels, mask=pixels.getchannel("A") if seen_through else None)
    out = BytesIO()
    fresh.save(out, format=wanted, **({} if wanted == "PNG" else {"quality": QUALITY}))
    return Drawn(out.getvalue(), wanted, *fresh.size, had_position)


def inspect(data: bytes, kind: Kind, limits: Limits) -> Inspected:
    """A picture as an attachment.

    Raises:
        Refused: broken or too large.
    """
    drawn = redraw(data, (FORMATS[kind],), limits)
    left = (Left.POSITION,) if drawn.had_position else ()
    return Inspected(kind, drawn.data, None, needs_eyes=True, left=left)
