"""Page records to HTML: one rendering, worded in every language of the interface.

A template is rendered once for all languages: where words of the interface stand it leaves a
mark, and the marks are then worded language by language. Links are the same in all of them, since
every language has a folder of the same shape. What is put in is escaped, and characters that HTML
forbids become U+FFFD, so that no text can pass for a mark.

A mark says itself what is to be worded (`=` and a message, `d` and a date, `n` and a number, `c`
and a time of day, `p` and a share, `l` and a group with a value of it, `s` and sentences that the
program wrote, `t` and a title, `v` and a value): words that were found once serve for every page. Only words with others put into them are kept for one page, and their marks
are numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes, select_autoescape
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup, escape

from herewith import __version__
from herewith.site.addresses import ASSETS, Route, page_address, relative
from herewith.site.catalogue import LOCALES
from herewith.site.labels import LABELS
from herewith.site.lists import listed_at
from herewith.site.sentences import worded
from herewith.site.wording import Wording

__all__ = ["OWN_NAMES", "Rendered", "environment", "render", "rendered", "welcome_html"]

NAVIGATION = (
    *("register", "exchanges", "references", "shared", "people", "attested"),
    *("completeness", "holdings", "search", "about"),
)
"""Kinds of the pages that every page names."""

OWN_NAMES = {"en": "English", "ru": "Русский"}
"""Languages of the interface, each in its own words."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Characters that may not stand in HTML."""

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]"
)
"""Letters that run from right to left, and characters that turn the direction."""

MOMENT = re.compile(
    r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9](?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?$"
)
"""Dates that HTML knows: no doubtful ones, no intervals."""

ENGLISH = Markup(f' lang="{LOCALES[0]}"')

SPECIAL = re.compile(f"{FORBIDDEN.pattern[:-1]}&<>'\"]")
"""Characters that may not stand in HTML, or not as they are."""

MARK = re.compile("\x02([^\x03]*)\x03")

KEPT = 1 << 16
"""Words kept at hand in each language."""

Say = Callable[[Wording], str]
"""Words something in a language, as HTML."""


class _Links:
    """Makes links relative to one page, and keeps what they open."""

    def __init__(self, base: str, absolute: bool) -> None:
        self.base = base
        self.absolute = absolute
        self.opened: dict[str, None] = {}

    def page(self, address: str) -> str:
        """A link to a page in the language of this page."""
        if address.startswith("#"):
            return address
        return self.file(f"{LOCALES[0]}/{address}")

    def file(self, path: str) -> str:
        """A link to a file by its path from the site's root."""
        self.opened[path.partition("#")[0]] = None
        return relative(path, self.base)


class _Words:
    """The marks of one rendering that are numbers: each with what words it."""

    def __init__(self) -> None:
        self._says: list[Say] = []

    def mark(self, say: Say) -> Markup:
        """A mark that stands for words."""
        self._says.append(say)
        return Markup(f"\x02{len(self._says) - 1}\x03")

    def worded(self, html: str, locale: str) -> str:
        """A rendering in one language. Marks may stand in the words of others."""
        pieces = MARK.split(html)
        known = _KNOWN[locale]
        for n in range(1, len(pieces), 2):
            name = pieces[n]
            found = known.get(name)
            pieces[n] = self._word(name, locale) if found is None else found
        return "".join(pieces)

    def _word(self, name: str, locale: str) -> str:
        if not name.isdigit():
            return _word(name, locale)
        words = self._says[int(name)](_wording(locale))
        return self.worded(words, locale) if "\x02" in words else words


_KNOWN: Mapping[str, dict[str, str]] = {locale: {} for locale in LOCALES}
"""The words of marks that were worded in each language, as HTML."""


def _word(name: str, locale: str) -> str:
    """The words of a mark that says what is to be worded, kept for other pages."""
    known, wording = _KNOWN[locale], _wording(locale)
    if len(known) >= KEPT:
        known.clear()
    kind, rest = name[:1], name[1:]
    put: Mapping[str, str] = {}
    words = wording.gettext(rest) % put if kind == "=" else escape(SAID[kind](wording, rest))
    known[name] = str(words)
    return known[name]


def _sentences(wording: Wording, text: str) -> Markup:
    """Sentences in a language. What is left as it was is English, or what an editor wrote."""
    left = Markup('<span%s dir="auto">%s</span>')
    return Markup("").join(
        said if ours else left % (ENGLISH if said.isascii() else "", said)
        for said, ours in worded(text, wording.locale)
    )


SAID: Mapping[str, Callable[[Wording, str], str]] = {
    "d": Wording.date,
    "n": lambda wording, n: wording.number(int(n)),
    "c": Wording.clock,
    "p": lambda wording, share: wording.percent(*map(float, share.split("/"))),
    "l": lambda wording, value: wording.label(value.partition(" ")[2], value.partition(" ")[0]),
    "s": _sentences,
    "t": lambda wording, text: _title(wording, text),
    "v": Wording.value,
}
"""What words the marks of each kind."""


class Rendered:
    """A page as HTML in every language, and the paths of everything it links to."""

    def __init__(self, html: str, words: _Words, links: tuple[str, ...]) -> None:
        self._html = html
        self._words = words
        self.links = links

    def html(self, locale: str) -> str:
        """The page in a language."""
        return self._words.worded(self._html, locale)


def render(
    page: object, route: Route, edition_title: str, *, absolute: bool = False, root: str = ""
) -> Rendered:
    """A page, to be worded in any language.

    With `absolute`, links start at the site's root: for the page of an address where nothing
    stands, which may be shown at any depth. `root` is the folder of the site within the one that
    has the versions.
    """
    address = page_address(route)
    links, words = _Links(f"{LOCALES[0]}/{address}", absolute), _Words()
    twin = None if route.kind == "404" else page_address(route, ".json")
    href, file = _rooted(links, words) if absolute else (links.page, links.file)
    context = {
        "page": page,
        "route": route,
        "address": address,
        "edition_title": edition_title,
        "locale": words.mark(lambda wording: wording.locale),
        "version": __version__,
        "navigation": [(kind, page_address(Route(kind))) for kind in NAVIGATION],
        "others": words.mark(lambda w: _alternates(links, address if twin else "index.html", w)),
        "languages": words.mark(lambda w: _languages(links, address if twin else "index.html", w)),
        "href": href,
        "file": file,
        "asset": lambda name: file(f"{ASSETS}/{name}"),
        "twin": twin,
        "sheet": listed_at(route),
        "in_version": lambda folder, target: words.mark(
            lambda w: relative(f"{folder}/{w.locale}/{target}", f"{root}{w.locale}/{address}")
        ),
        "only_first": lambda text: words.mark(lambda w: text if w.locale == LOCALES[0] else ""),
        "_words": words,
    }
    html = environment().get_template(f"{route.kind}.html").render(context)
    return Rendered(html, words, tuple(links.opened))


def _rooted(links: _Links, words: _Words) -> tuple[Callable[[str], Any], Callable[[str], str]]:
    """Links that start at the site's root, so that they open from any depth."""

    def page(address: str) -> Any:
        links.page(address)
        return words.mark(lambda w: f"/{relative(f'{w.locale}/{address}', 'root')}")

    def file(path: str) -> str:
        links.file(path)
        return f"/{relative(path, 'root')}"

    return page, file


def _other(links: _Links, address: str, wording: Wording, code: str) -> str:
    """The link from a page in one language to the same page in another."""
    path = f"{code}/{address}"
    if links.absolute:
        return f"/{relative(path, 'root')}"
    return relative(path, f"{wording.locale}/{links.base.partition('/')[2]}")


def _alternates(links: _Links, address: str, wording: Wording) -> str:
    return "".join(
        f'<link rel="alternate" hreflang="{code}" href="{_other(links, address, wording, code)}">\n'
        for code in LOCALES
        if code != wording.locale
    )


def _languages(links: _Links, address: str, wording: Wording) -> str:
    """The languages of the interface, as items of a list."""
    out = []
    for code in LOCALES:
        name = OWN_NAMES[code]
        if code == wording.locale:
            out.append(f'<li><span lang="{code}" aria-current="true">{name}</span></li>')
        else:
            link = _other(links, address, wording, code)
            out.append(f'<li><a lang="{code}" hreflang="{code}" href="{link}">{name}</a></li>')
    return "".join(out)


def rendered(template: str, context: Mapping[str, Any], locale: str) -> str:
    """A template in one language, for pages that have no address in the others."""
    words = _Words()
    html = environment().get_template(template).render(**context, _words=words)
    return words.worded(html, locale)


def welcome_html(edition_title: str) -> str:
    """The file at the site's root: opens the edition in English, and names the other languages."""
    context = {
        "edition_title": edition_title,
        "languages": [(code, OWN_NAMES[code]) for code in LOCALES],
        "asset": lambda name: f"{ASSETS}/{name}",
    }
    return rendered("welcome.html", context, LOCALES[0])


@cache
def _wording(locale: str) -> Wording:
    return Wording(locale)


@cache
def environment() -> Environment:
    """The templates; everything put in is escaped, words of the interface are left as marks."""
    made = _Environment(
        loader=PackageLoader("herewith.site", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    _install(made)
    made.filters.update(
        label=_label,
        number=lambda n: _mark(f"n{int(n)}"),
        date=lambda edtf: _mark(f"d{_allowed(edtf)}"),
        clock=lambda local: _mark(f"c{_allowed(local)}"),
        percent=lambda part, whole: _mark(f"p{part}/{whole}"),
        dir=_wording(LOCALES[0]).direction,
        said=_said,
        titled=_titled,
        retitled=_title_only,
        valued=lambda said: _mark(f"v{_allowed(said)}"),
        sides=_sides,
        apart=_apart,
        is_moment=lambda date: bool(MOMENT.match(date)),
    )
    return made


class _Generator(CodeGenerator):
    """Makes of a template a function that puts values in by `put`.

    A message into which nothing is put is a mark of the template's own text.
    """

    def visit_Output(self, node: nodes.Output, frame: Any) -> None:  # noqa: N802  Jinja asks for it
        node.nodes = [_of_text(child) for child in node.nodes]
        super().visit_Output(node, frame)

    def _output_child_pre(self, _node: Any, _frame: Any, _finalize: Any) -> None:
        self.write("environment.put(")

    def _output_child_post(self, _node: Any, _frame: Any, _finalize: Any) -> None:
        self.write(")")


def _of_text(node: nodes.Expr) -> nodes.Expr:
    """A node, or in place of a message alone the text that it always is."""
    if isinstance(node, nodes.Call) and not node.kwargs and isinstance(node.node, nodes.Name):
        message = node.args[0] if len(node.args) == 1 else None
        if node.node.name == "gettext" and isinstance(message, nodes.Const):
            return nodes.TemplateData(_mark(f"={message.value}"))
    return node


class _Context(Context):
    """Calls what templates call without asking in what way: only messages are told the context."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """What a template calls; of its own variables it hands on nothing."""
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if called is _gettext or called is _ngettext:
            return called(self, *args, **kwargs)
        return called(*args, **kwargs)


class _Environment(Environment):
    code_generator_class = _Generator
    context_class = _Context

    @staticmethod
    def put(value: Any) -> str:
        """A value as it stands in HTML."""
        if type(value) is str:
            if SPECIAL.search(value) is None:
                return value
            return escape(FORBIDDEN.sub("\ufffd", value))
        return value if type(value) is Markup else escape(value)


def _install(made: Any) -> None:
    made.globals.update(gettext=_gettext, ngettext=_ngettext, names=lambda group: LABELS[group])
    made.newstyle_gettext = True
    made.policies["ext.i18n.trimmed"] = True


def _allowed(value: Any) -> Any:
    """What is put in, without characters that HTML forbids."""
    return FORBIDDEN.sub("\ufffd", value) if type(value) is str else value


def _escaped(variables: Mapping[str, Any]) -> dict[str, Any]:
    put = _Environment.put
    return {
        name: value if isinstance(value, (int, float)) else put(value)
        for name, value in variables.items()
    }


def _gettext(context: Any, message: str, /, **variables: Any) -> Markup:
    if not variables:
        return _mark(f"={message}")
    put = _escaped(variables)
    return _marked(context, lambda w: w.gettext(message) % put)


def _ngettext(context: Any, singular: str, plural: str, num: int, /, **variables: Any) -> Markup:
    put = _escaped({"num": num, **variables})
    return _marked(context, lambda w: w.ngettext(singular, plural, num) % put)


def _label(value: str | None, group: str) -> Any:
    """The words for a value of a closed list; empty for none."""
    return _mark(f"l{group} {_allowed(value)}") if value else ""


def _mark(name: str) -> Markup:
    """A mark that says itself what is to be worded."""
    return Markup(f"\x02{name}\x03")


def _said(text: str | Iterable[str]) -> Any:
    """Sentences that the program wrote; what has no translation is marked as English."""
    whole = text if isinstance(text, str) else "; ".join(text)
    return _mark(f"s{_allowed(whole)}") if whole else ""


def _marked(context: Any, say: Say) -> Markup:
    words: _Words = context["_words"]
    return words.mark(say)


def _apart(text: str) -> Any:
    """A name or title among other words: kept apart from them if it runs from right to left."""
    return Markup("<bdi>%s</bdi>") % _allowed(text) if RIGHT_TO_LEFT.search(text) else text


def _titled(text: str) -> Any:
    """A title or description among other words: one that the program made is worded anew."""
    return _new_title(text) or _apart(text)


def _title_only(text: str) -> Any:
    """A title where no markup may stand, worded as by `_titled`."""
    return _new_title(text) or text


def _new_title(text: str) -> Any:
    """A mark for a title that the program made; nothing for others."""
    if not any(_retitled(text, locale) for locale in LOCALES[1:]):
        return None
    return _mark(f"t{_allowed(text)}")


def _title(wording: Wording, text: str) -> str:
    return _retitled(text, wording.locale) or text


@lru_cache(1 << 14)
def _retitled(text: str, locale: str) -> str:
    """A title that the program made, in a language; empty if it is not such a one."""
    parts = worded(text, locale)
    return parts[0][0] if len(parts) == 1 and parts[0] != (text, False) and parts[0][1] else ""


def _sides(card: Any) -> tuple[Any, Any]:
    return card.a, card.b
