"""What a reader of pages takes out of a file, and the builder that all such readers use.

A PDF, a Word file, a page image or an OCR file has no text of its own in a row of characters: the
reader writes one, page after page with a form feed between, line after line in reading order, and
notes for every line the page and the box it stands in. An `Extract` is plain data: it can be made
in another process and handed over as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from herewith.errors import Place, Problem, Severity
from herewith.model.text import Mark, Page, PageState, SourceId

__all__ = ["Extract", "Fault", "Sheets"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem that does not know the path of its file yet; `page` counts from 1."""

    code: str
    severity: Severity
    message: str
    page: int | None = None
    hint: str = ""

    def problem(self, shown: str) -> Problem:
        """The problem, with the path and the page in words."""
        message = self.message if self.page is None else f"page {self.page}: {self.message}"
        return Problem(self.code, self.severity, message, Place(shown), self.hint)


@dataclass(frozen=True, slots=True)
class Extract:
    """Text of a file with its marks, its pages and what is wrong; of no source yet."""

    text: str
    marks: tuple[Mark, ...]
    pages: tuple[Page, ...]
    faults: tuple[Fault, ...] = ()
    made_by: str = ""
    """The program or library that read it, with its version."""


@dataclass(slots=True)
class _Sheet:
    page: Page
    unread: bool = False


@dataclass
class Sheets:
    """Collects pages and lines in reading order.

    >>> sheets = Sheets()
    >>> sheets.page(1); sheets.line("Dear Sir:"); sheets.blank(); sheets.line("Thank you.")
    >>> sheets.page(2); sheets.line("Yours,", box=(10, 20, 90, 30))
    >>> extract = sheets.extract()
    >>> extract.text
    'Dear Sir:\\n\\nThank you.\\n\\x0cYours,\\n'
    >>> [(page.n, page.start, page.end) for page in extract.pages]
    [(1, 0, 22), (2, 23, 30)]
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    sheets: list[_Sheet] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def page(
        self,
        n: int,
        *,
        state: PageState = "text",
        why: str = "",
        label: str = "",
        confidence: float | None = None,
        rotation: int = 0,
        script: str = "",
        languages: str = "",
        width: float | None = None,
        height: float | None = None,
        image: str = "",
    ) -> None:
        """Begin a page; a form feed divides it from the one before."""
        if self.sheets:
            self._end_page()
            self.write("\f")
        at = self.length
        self.sheets.append(
            _Sheet(
                Page(
                    "", SourceId(""), n, at, at, state, why, label, confidence, rotation, script,
                    languages, width, height, image,
                )
            )
        )  # fmt: skip
        if state in ("unreadable", "unread"):
            self.marks.append(Mark("unread", at, at, at, at, str(n), (("why", why),)))

    def write(self, text: str) -> int:
        """Text as it is; its offset."""
        at = self.length
        self.parts.append(text)
        self.length += len(text)
        return at

    def line(
        self,
        text: str,
        *,
        box: Box | None = None,
        name: str = "",
        confidence: float | None = None,
        furniture: str = "",
        indent: int = 0,
    ) -> None:
        """A line of the page in hand, with its box; `furniture` is its kind, if it is none."""
        if indent:
            self.write(" " * indent)
        start = self.write(text)
        end = self.length
        attributes = [("page", str(self.sheets[-1].page.n))] if self.sheets else []
        if box is not None:
            attributes.append(("box", " ".join(_number(edge) for edge in box)))
        if name:
            attributes.append(("id", name))
        if confidence is not None:
            attributes.append(("confidence", f"{confidence:.2f}"))
        if attributes:
            self.marks.append(Mark("line", start, end, start, end, "", tuple(attributes)))
        if furniture:
            self.mark("furniture", start, end, furniture)
        self.write("\n")

    def blank(self) -> None:
        """An empty line, unless there is one or the page has just begun."""
        last = self.parts[-1] if self.parts else "\f"
        if last.endswith("\n") and not (last == "\n" and self.parts[-2:][0].endswith("\n")):
            self.write("\n")

    def mark(self, kind: str, start: int, end: int, name: str = "", **attributes: str) -> None:
        """A mark on a stretch that was written."""
        self.marks.append(Mark(kind, start, end, start, end, name, tuple(attributes.items())))

    def fault(
        self, code: str, severity: Severity, message: str, hint: str = "", *, here: bool = True
    ) -> None:
        """Something wrong with the page in hand (or with the file)."""
        page = self.sheets[-1].page.n if here and self.sheets else None
        self.faults.append(Fault(code, severity, message, page, hint))

    def extract(self, made_by: str = "") -> Extract:
        """Everything collected."""
        if self.sheets:
            self._end_page()
        self.marks.sort(key=lambda mark: (mark.start, -mark.end))
        return Extract(
            "".join(self.parts),
            tuple(self.marks),
            tuple(sheet.page for sheet in self.sheets),
            tuple(self.faults),
            made_by,
        )

    def _end_page(self) -> None:
        sheet = self.sheets[-1]
        sheet.page = replace(sheet.page, end=self.length)


def _number(edge: float) -> str:
    return f"{edge:.1f}".removesuffix(".0")
