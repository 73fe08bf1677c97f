"""What the desk shows and does, request by request; who may ask is settled before."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from herewith.model.decision import Decision
from herewith.model.edition import Edition
from herewith.site.addresses import decode_id, parse
from herewith.site.catalogue import LOCALES
from herewith.site.editing.acting import RefusedError, added_word, bulk_words, least_of, word_of
from herewith.site.editing.bench import Bench
from herewith.site.editing.guard import Guard, Person
from herewith.site.editing.kinds import BY_RULE, QUEUES
from herewith.site.editing.ports import Office, Preview, Word
from herewith.site.editing.previewing import preview_page
from herewith.site.editing.questions import question_page
from herewith.site.editing.queues import Desk
from herewith.site.editing.records import WordRow
from herewith.site.editing.rendering import desk_html, desk_link, question_link
from herewith.site.editing.strips import preview_strip, reader_strip, strip
from herewith.site.editing.views import (
    STATES,
    about_page,
    bulk_page,
    conflicts_page,
    home_page,
    log_page,
    orphans_page,
    queue_page,
    subjects_of,
    word_rows,
)
from herewith.site.index import EditionIndex, Publication
from herewith.site.server import HEADERS, Pages, answered

__all__ = ["Room", "html", "moved", "plain"]

OURS = {**HEADERS, "referrer-policy": "same-origin", "cache-control": "no-store"}
"""Headers of the desk's own pages. Under `no-referrer` a browser would send forms without origin."""


def html(
    body: str | bytes, status: int = 200, media_type: str = "text/html; charset=utf-8"
) -> Response:
    """A page of the desk."""
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    return Response(data, status, {**OURS, "content-type": media_type})


def plain(text: str, status: int) -> Response:
    """A few words where no page can be made."""
    return html(text, status, "text/plain; charset=utf-8")


def moved(address: str) -> Response:
    """The way to another page, to be asked for anew (303)."""
    return Response(b"", 303, {**OURS, "location": address})


class Room:
    """The desk over one project. Queues and index are kept while the edition stands still."""

    def __init__(
        self, office: Office, guard: Guard, publication: Publication | None = None
    ) -> None:
        self.office = office
        self.guard = guard
        self._publication = publication
        self.pages = self._pages(office.edition())
        self._bench = Bench(office)
        self._previewed: dict[str, Pages] = {}

    def mend(self) -> None:
        """Have a damaged database made again.

        Raises:
            StoreError: if that cannot be done.
        """
        self.pages = self._pages(self.office.mended())
        self._bench.forget()

    def home(self, _request: Request, person: Person, locale: str) -> Response:
        """All queues."""
        index, desk = self._now()
        return self._page("home", home_page(index, desk, self.office.notices()), person, locale, "")

    def queue(self, request: Request, person: Person, locale: str) -> Response:
        """The questions of a queue."""
        name, state = request.path_params["name"], request.query_params.get("state", "open")
        index, desk = self._now()
        if name not in QUEUES:
            raise RefusedError(404, "no_page")
        if state not in STATES:
            raise RefusedError(400, "malformed", state)
        rule = request.query_params.get("rule", "")
        page = queue_page(index, desk, name, state, rule, _part(request))
        if page is None:
            raise RefusedError(404, "no_page")
        here = _here(f"queue/{name}", request)
        return self._page("queue", page, person, locale, here, done=self._done(request))

    def question(self, request: Request, person: Person, locale: str) -> Response:
        """One question."""
        try:
            target = decode_id(request.path_params["id"])
        except (ValueError, OverflowError) as error:
            raise RefusedError(404, "no_question") from error
        return self._question(request, person, locale, target)

    def _question(
        self,
        request: Request | None,
        person: Person,
        locale: str,
        target: str,
        refusal: RefusedError | None = None,
        given: Mapping[str, str] | None = None,
    ) -> Response:
        index, desk = self._now()
        page = question_page(index, desk, target)
        if page is None:
            raise refusal or RefusedError(404, "no_question", target)
        here = question_link(locale, target).removeprefix(desk_link(locale, ""))
        return self._page(
            "question",
            page,
            person,
            locale,
            here,
            done=self._done(request) if request else None,
            refused=(refusal.message, refusal.detail) if refusal else None,
            given=dict(given or {}),
            status=refusal.status if refusal else 200,
        )

    def rule(self, request: Request, person: Person, locale: str) -> Response:
        """What a word on all questions of a rule would touch."""
        name, query = request.path_params["name"], request.query_params
        judgement = query.get("judgement", "accept")
        if name not in BY_RULE:
            raise RefusedError(404, "no_page")
        if judgement not in ("accept", "reject"):
            raise RefusedError(400, "no_judgement", judgement)
        index, desk = self._now()
        least = least_of(query.get("least", ""))
        page = bulk_page(index, desk, name, query.get("rule", ""), judgement, least)
        if page is None:
            raise RefusedError(404, "no_rule", query.get("rule", ""))
        return self._page("rule", page, person, locale, _here(f"rule/{name}", request))

    def conflicts(self, request: Request, person: Person, locale: str) -> Response:
        """Where editors disagree."""
        index, desk = self._now()
        done = self._done(request)
        return self._page(
            "conflicts", conflicts_page(index, desk), person, locale, "conflicts", done=done
        )

    def orphans(self, request: Request, person: Person, locale: str) -> Response:
        """Decisions on what is no longer there."""
        _, desk = self._now()
        done = self._done(request)
        return self._page("orphans", orphans_page(desk), person, locale, "orphans", done=done)

    def log(self, request: Request, person: Person, locale: str) -> Response:
        """All decisions."""
        index, desk = self._now()
        page = log_page(index, desk, _part(request))
        if page is None:
            raise RefusedError(404, "no_page")
        here = _here("decisions", request)
        return self._page("decisions", page, person, locale, here, done=self._done(request))

    def about(self, request: Request, person: Person, locale: str) -> Response:
        """The questions about what a page of the reading room shows."""
        index, desk = self._now()
        address = request.query_params.get("page", "")
        route = parse(address.removesuffix(".html"))
        subjects = subjects_of(index, route) if route is not None else frozenset()
        page = about_page(index, desk, address, subjects)
        return self._page("about", page, person, locale, _here("about", request))

    def preview(self, request: Request, person: Person, locale: str) -> Response:
        """What decisions that are not written would change."""
        preview = self.office.previewed(request.path_params["id"])
        if preview is None:
            raise RefusedError(404, "no_preview")
        index, _ = self._now()
        pages = self._pages_of(preview)
        after = EditionIndex(pages.edition) if pages is not None else None
        page = preview_page(index, after, preview)
        return self._page("preview", page, person, locale, f"preview/{preview.id}")

    def as_if(self, request: Request, preview: str, path: str) -> Response:
        """A page of the reading room as it would be."""
        found = self.office.previewed(preview)
        pages = self._pages_of(found) if found is not None else None
        if found is None or pages is None:
            raise RefusedError(404, "no_preview")
        made = answered(pages, request, path)
        if "location" in made.headers:
            return moved(f"/desk/as-if/{preview}{made.headers['location']}")
        body = strip(bytes(made.body), preview_strip(_locale_in(path), preview, path))
        return html(body, made.status_code, made.headers["content-type"])

    def decide(self, form: Mapping[str, str], person: Person, locale: str) -> Response:
        """Write one decision, and go on to the next question."""
        index, desk = self._now()
        try:
            word = word_of(index, desk, form)
        except RefusedError as refusal:
            return self._question(None, person, locale, form.get("id", ""), refusal, form)
        page = question_page(index, desk, word.target)
        done = self.office.decide([word], by=person.name)[0]
        following = page.after if page is not None else ""
        if following and following != word.target:
            return moved(question_link(locale, following, done=done.id))
        queue = desk.by_id[word.target].kind.queue
        return moved(desk_link(locale, f"queue/{queue}", done=done.id))

    def add(self, form: Mapping[str, str], person: Person, locale: str) -> Response:
        """Add a field to the register of a document, or show the question that is asked of it."""
        index, desk = self._now()
        word = added_word(index, form)
        if word.target in desk.by_id:
            return moved(question_link(locale, word.target))
        done = self.office.decide([word], by=person.name)[0]
        return moved(desk_link(locale, "decisions", done=done.id))

    def undo(self, form: Mapping[str, str], person: Person, locale: str) -> Response:
        """Take a decision back, and show the question again."""
        decision = form.get("decision", "")
        target = next((d.target for d in self._decisions() if d.id == decision), "")
        because = " ".join(form.get("because", "").split())
        done = self.office.undo(decision, by=person.name, because=because)
        _, desk = self._now()
        if target in desk.by_id:
            return moved(question_link(locale, target, done=done.id))
        return moved(desk_link(locale, "decisions", done=done.id))

    def bulk(self, form: Mapping[str, str], person: Person, locale: str) -> Response:
        """Write the same word on all questions of a rule."""
        _, desk = self._now()
        done = self.office.decide(bulk_words(desk, form), by=person.name)
        return moved(desk_link(locale, f"queue/{form['queue']}", done=done[0].id))

    def look(self, form: Mapping[str, str], person: Person, locale: str) -> Response:
        """Begin a preview of a word, or of one on all questions of a rule."""
        index, desk = self._now()
        words: tuple[Word, ...]
        if "queue" in form:
            words = bulk_words(desk, form)
        else:
            try:
                words = (word_of(index, desk, form),)
            except RefusedError as refusal:
                return self._question(None, person, locale, form.get("id", ""), refusal, form)
        preview = self.office.preview(words, by=person.name)
        return moved(desk_link(locale, f"preview/{preview.id}"))

    def run(self, form: Mapping[str, str], _person: Person, locale: str) -> Response:
        """Have all decisions carried out now."""
        self.office.run()
        back = form.get("here", "")
        known = back.startswith(("question/", "queue/")) and "//" not in back and "?" not in back
        return moved(desk_link(locale, back if known else ""))

    def door(self, request: Request, token: str, refused: str) -> Response:
        """The page on which people sign in."""
        body = desk_html(
            "door",
            token,
            locale=_wanted(request),
            edition_title=self.office.edition().title,
            refused=(refused, "") if refused else None,
        )
        return html(body, 403 if refused == "wrong_token" else 400 if refused else 200)

    def refusal(self, request: Request, refused: RefusedError) -> Response:
        """A page that says why a request is not followed, with a way on."""
        locale = str(request.path_params.get("locale", LOCALES[0]))
        body = desk_html(
            "refused",
            None,
            locale=locale if locale in LOCALES else LOCALES[0],
            edition_title=self.office.edition().title,
            person=self.guard.signed_in(request),
            refused=(refused.message, refused.detail),
        )
        return html(body, refused.status)

    def with_strip(self, request: Request, answer: Response) -> Response:
        """A page of the reading room with the way to the desk at its foot."""
        path = request.url.path.lstrip("/")
        locale, _, address = path.partition("/")
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if locale not in LOCALES or not is_page or answer.status_code != 200:
            return answer
        headers = {k: v for k, v in answer.headers.items() if k != "content-length"}
        body = strip(bytes(answer.body), reader_strip(locale, address))
        return Response(body, answer.status_code, headers)

    def _now(self) -> tuple[EditionIndex, Desk]:
        """Index and queues of the edition as it is now."""
        return self._bench.now()

    def _decisions(self) -> tuple[Decision, ...]:
        return tuple(self.office.edition().decisions())

    def _done(self, request: Request) -> WordRow | None:
        """The decision that a page is to tell of."""
        name = request.query_params.get("done", "")
        decisions = self._decisions()
        found = next((d for d in decisions if d.id == name), None)
        return word_rows(decisions, [found])[0] if found is not None else None

    def _pages(self, edition: Edition) -> Pages:
        return Pages(edition, publication=self._publication)

    def _pages_of(self, preview: Preview) -> Pages | None:
        """The pages of a preview, if it is worked out."""
        if preview.edition is None:
            return None
        held = self._previewed.get(preview.id)
        if held is None or held.edition is not preview.edition:
            self._previewed = {
                key: pages
                for key, pages in self._previewed.items()
                if self.office.previewed(key) is not None
            }
            held = self._previewed[preview.id] = self._pages(preview.edition)
        return held

    def _page(
        self,
        template: str,
        page: object,
        person: Person,
        locale: str,
        here: str,
        *,
        done: WordRow | None = None,
        refused: tuple[str, str] | None = None,
        given: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        body = desk_html(
            template,
            page,
            locale=locale,
            edition_title=self.office.edition().title,
            here=here,
            person=person,
            mark=self.guard.mark(person) if person.role == "editor" else "",
            run=self.office.run_state(),
            done=done,
            refused=refused,
            given=given,
        )
        return html(body, status)


def _part(request: Request) -> int:
    typed = request.query_params.get("part", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 8):
        raise RefusedError(400, "malformed", typed)
    return int(typed)


def _here(path: str, request: Request) -> str:
    """A path with its query, without what it tells only once."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "done"]
    return f"{path}?{urlencode(kept)}" if kept else path


def _locale_in(path: str) -> str:
    locale = path.partition("/")[0]
    return locale if locale in LOCALES else LOCALES[0]


def _wanted(request: Request) -> str:
    """The language that a browser asks for first, if we have it."""
    first = request.headers.get("accept-language", "")[:2].lower()
    return first if first in LOCALES else LOCALES[0]
