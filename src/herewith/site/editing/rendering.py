"""Page records of the desk to HTML: its own frame, the site's components and wording."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from herewith import __version__
from herewith.site.addresses import encode_id, relative
from herewith.site.catalogue import LOCALES
from herewith.site.editing.guard import Person
from herewith.site.editing.ports import RunState
from herewith.site.editing.records import WordRow
from herewith.site.rendering import OWN_NAMES, rendered

__all__ = ["desk_html", "desk_link", "question_link"]


def question_link(locale: str, target: str, **query: str) -> str:
    """The address of a question."""
    return desk_link(locale, f"question/{encode_id(target)}", **query)


def desk_link(locale: str, path: str, **query: str) -> str:
    """An address of the desk; parts of the query that are empty are left out."""
    given = {key: value for key, value in query.items() if value}
    return f"/desk/{locale}/{quote(path, safe='/~.,+-_')}" + (
        f"?{urlencode(given)}" if given else ""
    )


def desk_html(
    template: str,
    page: object,
    *,
    locale: str,
    edition_title: str,
    here: str = "",
    person: Person | None = None,
    mark: str = "",
    run: RunState | None = None,
    done: WordRow | None = None,
    refused: tuple[str, str] | None = None,
    given: dict[str, str] | None = None,
) -> str:
    """A page of the desk.

    Args:
        template: its name, without `desk_` and `.html`.
        page: its record.
        locale: language of the interface.
        edition_title: title of the edition.
        here: the page's own path and query below `/desk/<locale>/`, for the other language.
        person: who has signed in.
        mark: what their forms carry; empty for those who may not decide.
        run: how far the pages are behind the decisions.
        done: the decision that was just written, to be told and offered for undoing.
        refused: a message of `labels` (group `refusal`) and a detail.
        given: what was typed in a form that was refused.
    """

    def room(address: str) -> str:
        return "/" + relative(f"{locale}/{address}", "root")

    def desk(path: str, **query: str) -> str:
        return desk_link(locale, path, **query)

    def question(target: str, **query: str) -> str:
        return question_link(locale, target, **query)

    context = {
        "page": page,
        "locale": locale,
        "edition_title": edition_title,
        "version": __version__,
        "here": here,
        "languages": [(code, OWN_NAMES[code]) for code in LOCALES],
        "person": person,
        "mark": mark,
        "run": run,
        "done": done,
        "refused": refused,
        "given": given or {},
        "href": room,
        "desk": desk,
        "question": question,
    }
    return rendered(f"desk_{template}.html", context, locale)
