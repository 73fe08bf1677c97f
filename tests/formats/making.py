"""Files of many formats, made here with invented letters: PDF, images, Word, OCR files."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
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


def docx(path: Path) -> Path:
    """A Word letter with tracked changes, struck words, a note, a header and two pages."""
    import docx as library
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = library.Document()
    header = document.sections[0].header.paragraphs[0]
    header.text = "Ministry of External Affairs"
    document.sections[0].footer.paragraphs[0].text = "1"
    document.add_paragraph("May 3, 1911")
    document.add_paragraph("Dear Mr. Hall:")
    body = document.add_paragraph("I have received your ")
    body.add_run("second ").font.strike = True
    body.add_run("letter of March 3")
    for tag, words in (("w:del", " and am surprised"), ("w:ins", " and thank you for it")):
        change = OxmlElement(tag)
        change.set(qn("w:author"), "A. Berg")
        change.set(qn("w:date"), "1911-05-04T10:00:00Z")
        run = OxmlElement("w:r")
        text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        body._p.append(change)
    body.add_run(". The pilots have been told of their places, and the buoys")
    document.add_page_break()
    document.add_paragraph("will be laid before the ice leaves the strait.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Buoys"
    table.cell(0, 1).text = "12"
    document.add_paragraph("Sincerely,")
    document.add_paragraph("P. Orlin")
    document.save(str(path))
    return path


def rewritten(path: Path, part: str, change: Any) -> Path:
    """A package with one part changed by a function from bytes to bytes (or added)."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#">
 <Description><sourceImageInformation><fileName>scan-17.tif</fileName></sourceImageInformation></Description>
 <Tags><LayoutTag ID="t1" LABEL="page-number"/></Tags>
 {order}
 <Layout>
  <Page ID="p1" PHYSICAL_IMG_NR="17" PRINTED_IMG_NR="3" WIDTH="1000" HEIGHT="1400">
   <TopMargin><TextBlock ID="b0"><TextLine HPOS="10" VPOS="5" WIDTH="200" HEIGHT="20">
     <String CONTENT="TOP" WC="0.9"/><SP/><String CONTENT="SECRET" WC="0.8"/></TextLine></TextBlock></TopMargin>
   <PrintSpace>
    <TextBlock ID="b2" HPOS="10" VPOS="300" WIDTH="500" HEIGHT="50">
     <TextLine ID="l3" HPOS="10" VPOS="300" WIDTH="300" HEIGHT="20"><String CONTENT="Sincerely," WC="0.95"/></TextLine>
    </TextBlock>
    <TextBlock ID="b1" HPOS="10" VPOS="100" WIDTH="500" HEIGHT="50" {next}>
     <TextLine ID="l1" HPOS="10" VPOS="100" WIDTH="300" HEIGHT="20"><String CONTENT="Dear" WC="0.9"/><SP/><String CONTENT="Mr." WC="0.7"/><SP/><String CONTENT="Hall&amp;Co" WC="0.8"/></TextLine>
     <TextLine ID="l2" HPOS="10" VPOS="130" WIDTH="300" HEIGHT="20"><String CONTENT="the" WC="1"/><SP/><String CONTENT="prom" WC="1"/><HYP CONTENT="-"/></TextLine>
    </TextBlock>
    <TextBlock ID="b3" TAGREFS="t1"><TextLine HPOS="480" VPOS="1300" WIDTH="20" HEIGHT="20"><String CONTENT="3"/></TextLine></TextBlock>
   </PrintSpace>
  </Page>
 </Layout>
</alto>
"""

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
 <Page imageFilename="scan-4.jpg" imageWidth="800" imageHeight="1200">
  {order}
  <TextRegion id="r2" type="paragraph"><Coords points="10,300 400,300 400,340 10,340"/>
   <TextLine id="l2" custom="readingOrder {{index:1;}}"><Coords points="10,320 400,320 400,340 10,340"/>
    <TextEquiv index="1"><Unicode>wrong</Unicode></TextEquiv>
    <TextEquiv index="0" conf="0.9"><Unicode>for it.</Unicode></TextEquiv></TextLine>
   <TextLine id="l1" custom="readingOrder {{index:0;}} textStyle {{offset:2; length:5; strikethrough:true;}}"><Coords points="10,300 400,300 400,318 10,318"/>
    <TextEquiv><Unicode>I thank you</Unicode></TextEquiv></TextLine>
  </TextRegion>
  <TextRegion id="r1" type="paragraph"><Coords points="10,100 400,100 400,120 10,120"/>
   <TextLine id="l0"><Coords points="10,100 400,100 400,120 10,120"/>
    <Word id="w1"><TextEquiv><Unicode>Dear</Unicode></TextEquiv></Word>
    <Word id="w2"><TextEquiv><Unicode>Mr. Hall:</Unicode></TextEquiv></Word></TextLine>
  </TextRegion>
  <TextRegion id="r3" type="header"><Coords points="10,10 90,10 90,30 10,30"/>
   <TextEquiv><Unicode>SECRET</Unicode></TextEquiv></TextRegion>
 </Page>
</PcGts>
"""

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta name="ocr-system" content="tesseract"/></head><body>
<div class='ocr_page' id='page_1' title='image "scan-9.png"; bbox 0 0 900 1300; ppageno 0'>
 <div class='ocr_carea'><p class='ocr_par'>
  <span class='ocr_line' id='line_1' title="bbox 10 20 300 40"><span class='ocrx_word' title='bbox 10 20 60 40; x_wconf 90'>Dear</span> <span class='ocrx_word' title='bbox 70 20 300 40; x_wconf 80'>Mr.&nbsp;Hall:</span></span>
  <span class='ocr_line' title="bbox 10 50 300 70"><span class='ocrx_word'>I</span> <span class='ocrx_word'><del>never</del></span> <span class='ocrx_word'>thank</span> <span class='ocrx_word'>you.</span><br></span>
 </p></div>
 <span class='ocr_footer' title="bbox 10 1250 300 1270">page foot</span>
</div>
<div class='ocr_page' title='bbox 0 0 900 1300'></div>
<script>alert("never text")</script>
</body></html>
"""


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def make_tar(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def bag(folder: Path, payload: dict[str, bytes], algorithms: tuple[str, ...]) -> dict[str, bytes]:
    """Write a bag; its files by name."""
    files = {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
    for algorithm in algorithms:
        lines = [
            f"{hashlib.new(algorithm, data).hexdigest()}  data/{name.replace('%', '%25')}\n"
            for name, data in payload.items()
        ]
        files[f"manifest-{algorithm}.txt"] = "".join(lines).encode()
    files["tagmanifest-sha256.txt"] = (
        f"{hashlib.sha256(files['bagit.txt']).hexdigest()} bagit.txt\n".encode()
    )
    files |= {f"data/{name}": data for name, data in payload.items()}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return files
