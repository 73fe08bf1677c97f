"""Files of many formats, made here with invented letters: PDF, images, Word, OCR files."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FONT = "DejaVuSansMono.ttf"

FIRST = [
    "MINISTRY OF EXTERNAL AFFAIRS",
    "",
    "May 3, 1911",
    "",
    "Dear Mr. Hall:",
    "",
    "I have received your letter of March 3 and thank you for it.",
    "The buoys will be laid before the ice leaves the strait, and",
    "the pilots proposed by your Government have been told of it.",
]
SECOND = [
    "Their places on the island of Skerra are kept for them until",
    "the autumn of this year.",
    "",
    "Sincerely,",
    "",
    "P. Orlin",
]
RUSSIAN = [
    "Уважаемый господин Президент!",
    "",
    "Получил Ваше письмо от третьего мая и благодарю за него.",
    "Буи будут поставлены прежде, чем лёд уйдёт из пролива.",
    "",
    "С уважением,",
    "П. Орлин",
]


def pdf(
    path: Path,
    pages: Sequence[Sequence[str] | Any | None],
    *,
    size: float = 11,
    encrypted: bool = False,
) -> Path:
    """A PDF: a page of lines, a page that is an image (from Pillow), or an empty one (`None`)."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"]
    kids: list[int] = []
    for page in pages:
        resources, stream = b"<</Font<</F 3 0 R>>>>", b""
        if page is None:
            pass
        elif isinstance(page, (list, tuple)):
            stream = _text(page, size)
        else:
            objects.append(_image(page))
            resources = b"<</XObject<</I %d 0 R>>>>" % len(objects)
            stream = b"q 595 0 0 335 0 400 cm /I Do Q"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources %s/Contents %d 0 R>>"
            % (resources, len(objects))
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    inside = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), inside)
    extra = b""
    if encrypted:
        objects.append(b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32))
        extra = b"/Encrypt %d 0 R/ID[<00><00>]" % len(objects)
    path.write_bytes(_assembled(objects, extra))
    return path


def _text(lines: Sequence[str], size: float) -> bytes:
    out = [b"BT /F %.1f Tf %.1f TL 72 780 Td" % (size, size * 1.3)]
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        out.append(b"(%s) Tj T*" % escaped.encode("latin-1"))
    return b"\n".join([*out, b"ET"])


def _image(picture: Any) -> bytes:
    grey = picture.convert("L")
    data = zlib.compress(grey.tobytes())
    head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d" % grey.size
    head += b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    return head + b"/Length %d>>stream\n%s\nendstream" % (len(data), data)


def _assembled(objects: Sequence[bytes], extra: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for n, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (n, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    size = len(objects) + 1
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\n" % (size, extra))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def picture(lines: Sequence[str], *, rotated: int = 0, size: int = 24) -> Any:
    """A typed page at some 130 dpi, as a grey Pillow image."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1100, 620), 255)
    draw = ImageDraw.Draw(page)
    font = _font(ImageFont, size)
    for n, line in enumerate(lines):
        draw.text((80, 60 + n * size * 1.6), line, fill=0, font=font)
    return page.rotate(-rotated, expand=True, fillcolor=255) if rotated else page


def _font(fonts: Any, size: int) -> Any:
    try:
        return fonts.truetype(FONT, size)
    except OSError:
        return fonts.load_default(size)


def noise(seed: int = 5) -> Any:
    """A page on which nothing can be read: strokes that look like writing and are none."""
    import random

    from PIL import Image, ImageDraw

    rng = random.Random(seed)
    page = Image.new("L", (700, 500), 255)
    draw = ImageDraw.Draw(page)
    for row in range(7):
        for column in range(32):
            x, y = 80 + column * 17, 100 + row * 48
            for _ in range(3):
                ends = [x + rng.randrange(14), y + rng.randrange(26)]
                ends += [x + rng.randrange(14), y + rng.randrange(26)]
                draw.line(ends, fill=0, width=rng.choice((2, 3)))
    return page
