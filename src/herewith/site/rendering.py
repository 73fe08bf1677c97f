"""Page records to HTML: templates, links that know where they stand, wording by language."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from herewith import __version__
from herewith.site.addresses import ASSETS, Route, page_address, relative
from herewith.site.catalogue import LOCALES
from herewith.site.wording import Wording

__all__ = ["environment", "page_html", "welcome_html"]

NAVIGATION = (
    *("register", "exchanges", "references", "people", "attested"),
    *("completeness", "holdings", "search", "about"),
)
"""Kinds of the pages that every page names."""

OWN_NAMES = {"en": "English", "ru": "Русский"}
"""Languages of the interface, each in its own words."""


class _Links:
    """Makes links relative to one page, and keeps what they open."""

    def __init__(self, base: str, locale: str, absolute: bool) -> None:
        self.base = base
        self.locale = locale
        self.absolute = absolute
        self.opened: dict[str, None] = {}

    def page(self, address: str, locale: str = "") -> str:
        """A link to a page, in the language of this page or in another."""
        return self.file(f"{locale or self.locale}/{address}")

    def file(self, path: str) -> str:
        """A link to a file by its path from the site's root."""
        self.opened[path.partition("#")[0]] = None
        if self.absolute:
            return "/" + relative(path, "root")
        return relative(path, self.base)


def page_html(
    page: object, route: Route, locale: str, edition_title: str, *, absolute: bool = False
) -> tuple[str, tuple[str, ...]]:
    """A page as HTML, and the paths of everything it links to.

    With `absolute`, links start at the site's root: for the page of an address where nothing
    stands, which may be shown at any depth.
    """
    address = page_address(route)
    links = _Links(f"{locale}/{address}", locale, absolute)
    context = {
        "page": page,
        "route": route,
        "address": address,
        "edition_title": edition_title,
        "locale": locale,
        "version": __version__,
        "navigation": [(kind, page_address(Route(kind))) for kind in NAVIGATION],
        "languages": [(code, OWN_NAMES[code]) for code in LOCALES],
        "href": links.page,
        "file": links.file,
        "asset": lambda name: links.file(f"{ASSETS}/{name}"),
        "twin": None if route.kind == "404" else page_address(route, ".json"),
    }
    html = environment(locale).get_template(f"{route.kind}.html").render(context)
    return html, tuple(links.opened)


def welcome_html(edition_title: str) -> str:
    """The file at the site's root: opens the edition in English, and names the other languages."""
    return (
        environment(LOCALES[0])
        .get_template("welcome.html")
        .render(
            edition_title=edition_title,
            languages=[(code, OWN_NAMES[code]) for code in LOCALES],
            asset=lambda name: f"{ASSETS}/{name}",
        )
    )


@cache
def environment(locale: str) -> Environment:
    """Templates worded in one language; everything put in is escaped."""
    made = Environment(
        loader=PackageLoader("herewith.site", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    wording = Wording(locale)
    _install(made, wording)
    made.filters.update(
        label=wording.label,
        number=wording.number,
        date=wording.date,
        clock=wording.clock,
        dir=wording.direction,
        percent=wording.percent,
        sides=_sides,
    )
    return made


def _install(made: Any, wording: Wording) -> None:
    made.install_gettext_callables(wording.gettext, wording.ngettext, newstyle=True)
    made.policies["ext.i18n.trimmed"] = True


def _sides(card: Any) -> tuple[Any, Any]:
    return card.a, card.b
