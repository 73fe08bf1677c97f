"""One function from an address to what is sent: the server asks it, the freezer walks with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from herewith import RULES, __version__
from herewith.errors import UsageError
from herewith.model.records import plain_dumps
from herewith.model.text import SourceId
from herewith.site.addresses import ASSETS, IMAGES, Route, page_address, parse, parse_image
from herewith.site.assets import MEDIA_TYPES, asset
from herewith.site.catalogue import LOCALES
from herewith.site.index import EditionIndex
from herewith.site.lists import csv_of, csv_of_rows, listed_at
from herewith.site.patterns import patterns_page
from herewith.site.rendering import Rendered, render, welcome_html
from herewith.site.search_pages import FoundRow
from herewith.site.static_search import script
from herewith.site.twin import twin
from herewith.site.views.about import about_page, missing_page
from herewith.site.views.certifying import certificate_file, certified, is_certificate
from herewith.site.views.citing import CITED, citation_file, versions_page
from herewith.site.views.comparison import collation_page, comparison_page
from herewith.site.views.completeness import completeness_page
from herewith.site.views.exchange import exchange_page, exchanges_page
from herewith.site.views.explain import explain_page
from herewith.site.views.holdings import attested_page, holdings_page, source_page
from herewith.site.views.letter import document_page, facing_page, letter_page
from herewith.site.views.offices import office_page
from herewith.site.views.people import name_page, people_page
from herewith.site.views.quotations import quotations_page
from herewith.site.views.references import references_page
from herewith.site.views.register import register_page, register_rows
from herewith.site.views.search import found_rows, search_page
from herewith.site.views.sharing import (
    contradictions_page,
    releases_page,
    shared_page,
    sharing_page,
)

__all__ = ["Response", "Router"]

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"

KEYED = {
    "register": register_page,
    "letter": letter_page,
    "facing": facing_page,
    "document": document_page,
    "comparison": comparison_page,
    "collation": collation_page,
    "holdings": holdings_page,
    "source": source_page,
    "attested": attested_page,
    "completeness": completeness_page,
    "references": references_page,
    "exchanges": exchanges_page,
    "exchange": exchange_page,
    "shared": shared_page,
    "sharing": sharing_page,
    "contradictions": contradictions_page,
    "releases": releases_page,
    "quotations": quotations_page,
    "explain": explain_page,
    "people": people_page,
    "person": name_page,
    "place": name_page,
    "office": office_page,
    "about": about_page,
    "versions": versions_page,
}
"""Views that need no query."""


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent for a path: status, media type, bytes, and the paths that its links open."""

    status: int
    media_type: str
    body: bytes
    links: tuple[str, ...] = field(default=())
    location: str = ""


class _BadQueryError(ValueError):
    """A query that no page can answer."""


class Router:
    """Pages of one edition by path.

    With `frozen`, nothing changes while the pages are made, and the record of a page serves for
    all its forms if they are asked for one after another. `root` is the folder of the site within
    a larger one that also has the versions, with a slash behind it.
    """

    def __init__(self, index: EditionIndex, *, frozen: bool = False, root: str = "") -> None:
        self.index = index
        self.frozen = frozen
        self.root = root
        self._last: tuple[Route, Any] | None = None
        self._drawn: tuple[Any, Rendered] | None = None

    def respond(self, path: str, query: Mapping[str, str] | None = None) -> Response:
        """What stands at a path (from the site's root, without a leading slash).

        Unknown paths give a page with a way on and status 404, queries that make no sense one
        with status 400; no path gives an exception.
        """
        asked = dict(query or {})
        first, _, rest = path.partition("/")
        if path in ("", "index.html"):
            return Response(200, HTML, welcome_html(self.index.edition.title).encode())
        if first == ASSETS:
            return self._asset(rest) or self._missing(LOCALES[0], rest)
        if first == IMAGES:
            return self._image(path) or self._missing(LOCALES[0], rest)
        if first in LOCALES:
            return self._page(first, rest or "index.html", asked)
        if first == "letter" and path.endswith(CITED):
            return self._file(path)
        if is_certificate(path):
            return self._certificate(path)
        if path.endswith(".json"):
            return self._twin(path.removesuffix(".json"), asked)
        if path == "search.csv":
            return self._found(asked)
        if path.endswith(".csv"):
            return self._sheet(path)
        return self._missing(LOCALES[0], path)

    def _page(self, locale: str, rest: str, query: Mapping[str, str]) -> Response:
        route = parse(rest.removesuffix(".html")) if rest.endswith(".html") else None
        if route is None:
            return self._missing(locale, rest)
        if elsewhere := self._elsewhere(route):
            return Response(308, HTML, b"", (), f"/{locale}/{page_address(elsewhere)}")
        try:
            page = self._record(route, query)
        except _BadQueryError as error:
            return self._missing(locale, "", 400, str(error))
        if page is None:
            return self._missing(locale, rest)
        status = 200
        if route.kind == "search" and page.error:
            status = 400
        made = self._rendered(page, route)
        return Response(status, HTML, made.html(locale).encode(), made.links)

    def _rendered(self, page: Any, route: Route) -> Rendered:
        """A page, rendered; while nothing changes the last one is kept for its other languages."""
        if self._drawn is None or self._drawn[0] is not page:
            self._drawn = page, render(page, route, self.index.edition.title, root=self.root)
        return self._drawn[1]

    def _file(self, path: str) -> Response:
        """A file of a letter: its citation for programs, or its TEI."""
        ending = next(one for one in CITED if path.endswith(one))
        route = parse(path.removesuffix(ending))
        item = self.index.edition.item(route.key) if route and route.kind == "letter" else None
        if item is None or route is None or route.part > 1 or route.sort:
            return self._missing(LOCALES[0], path)
        if item.id != route.key:
            where = page_address(Route("letter", item.id), ending)
            return Response(308, HTML, b"", (), f"/{where}")
        made = citation_file(self.index, item, ending)
        if made is None:
            return self._missing(LOCALES[0], path)
        media, text = made
        return Response(200, f"{media}; charset=utf-8", text.encode("utf-8", "replace"))

    def _certificate(self, path: str) -> Response:
        """The certificate of a comparison as a file."""
        route, form = certified(path)
        plain = route is not None and route.part == 1 and not route.sort
        comparison = self.index.edition.comparison(route.key) if route and plain else None
        try:
            made = comparison and certificate_file(self.index, comparison, form)
        except UsageError as error:
            return self._missing(LOCALES[0], "", 404, str(error))
        return Response(200, *made) if made else self._missing(LOCALES[0], path)

    def _twin(self, stem: str, query: Mapping[str, str]) -> Response:
        route = parse(stem)
        if route and (elsewhere := self._elsewhere(route)):
            return Response(308, JSON, b"", (), "/" + page_address(elsewhere, ".json"))
        try:
            page = self._record(route, query) if route else None
        except _BadQueryError:
            page = None
        if route is None or page is None:
            nothing = {"error": "not found", "path": stem}
            return Response(404, JSON, plain_dumps(nothing).encode("utf-8", "replace"))
        head = {"version": __version__, "rules": RULES}
        data = twin(page)
        if route.kind == "register" and (route.key or route.sort):
            data["rows"] = [row["item"] for row in data["rows"]]
        body = {"herewith": head, "kind": route.kind, "address": page_address(route), **data}
        return Response(200, JSON, (plain_dumps(body) + "\n").encode("utf-8", "replace"))

    def _sheet(self, path: str) -> Response:
        """A whole list as CSV: the rows of all its parts."""
        route = parse(path.removesuffix(".csv"))
        if route is None or listed_at(route) != path:
            return self._missing(LOCALES[0], path)
        first = self._record(route, {})
        if first is None:
            return self._missing(LOCALES[0], path)
        if route.kind == "register":
            pages = [replace(first, rows=register_rows(self.index, route.key))]
        else:
            pages = [first, *self._further(route, first)]
        text = csv_of(route.kind, pages)
        return Response(200, CSV, text.encode("utf-8", "replace"))

    def _found(self, query: Mapping[str, str]) -> Response:
        """Everything that a query finds, as CSV."""
        if set(query) != {"q"}:
            return self._missing(LOCALES[0], "", 400, ", ".join(sorted(set(query) - {"q"})) or "q")
        try:
            rows = tuple(found_rows(self.index, query["q"]))
        except UsageError as error:
            return self._missing(LOCALES[0], "", 400, str(error))
        return Response(200, CSV, csv_of_rows(FoundRow, rows).encode("utf-8", "replace"))

    def _further(self, route: Route, first: Any) -> Iterator[Any]:
        """The records of a list after its first part."""
        for n in range(2, len(getattr(first, "parts", ())) + 1):
            yield self._made(replace(route, part=n), {})

    def _elsewhere(self, route: Route) -> Route | None:
        """The page on which a document is read, or a subject is explained, if it is another.

        A document that is the only form of a letter is read on the letter's page; letters,
        documents and sources are explained on their own pages.
        """
        key = route.key
        if route.kind not in ("document", "explain") or not key or route.part > 1:
            return None
        if key in self.index.alone:
            return Route("letter", self.index.alone[key])
        if route.kind == "explain" and (page := self.index.explains(key)):
            return parse(page.removesuffix(".html"))
        return None

    def _record(self, route: Route, query: Mapping[str, str]) -> Any:
        """The page record of a route; `None` if nothing stands there."""
        if not self.frozen or query:
            return self._made(route, query)
        if self._last is None or self._last[0] != route:
            self._last = route, self._made(route, query)
        return self._last[1]

    def _made(self, route: Route, query: Mapping[str, str]) -> Any:
        known = {"q", "start"} if route.kind == "search" else set()
        if set(query) - known:
            raise _BadQueryError(", ".join(sorted(set(query) - known)))
        if route.kind == "search":
            start = query.get("start", "0")
            if not (start.isascii() and start.isdigit() and len(start) < 8):
                raise _BadQueryError(f"start={start}")
            return search_page(self.index, route, query.get("q", ""), int(start))
        if route.sort and route.kind != "register":
            return None
        if route.kind == "patterns":
            return patterns_page() if route.part == 1 else None
        if route.kind == "404":
            return missing_page(self.index) if route.part == 1 else None
        return KEYED[route.kind](self.index, route)

    def _missing(self, locale: str, wanted: str, code: int = 404, message: str = "") -> Response:
        page = missing_page(self.index, wanted.removesuffix(".html"), code, message)
        made = render(page, Route("404"), self.index.edition.title, absolute=True)
        return Response(code, HTML, made.html(locale).encode(), made.links)

    def _image(self, path: str) -> Response | None:
        """The image of a page, under the ending that it has."""
        found = parse_image(path)
        if found is None:
            return None
        source, n, ending = SourceId(found[0]), found[1], found[2]
        image = self.index.edition.page_image(source, n)
        if image is None or image.ending != ending:
            return None
        body = self.index.edition.image_bytes(source, n)
        return None if body is None else Response(200, image.media_type, body)

    def _asset(self, name: str) -> Response | None:
        if name in MEDIA_TYPES:
            return Response(200, MEDIA_TYPES[name], asset(name))
        if name.startswith("search/"):
            text = script(self.index, name.removeprefix("search/"))
            if text:
                return Response(200, MEDIA_TYPES["herewith.js"], text.encode("utf-8", "replace"))
        return None
