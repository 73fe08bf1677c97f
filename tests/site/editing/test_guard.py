"""Nothing is written but by an editor, from a page of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from herewith.errors import DataError
from herewith.site.editing.guard import Person, digest_of, read_people
from herewith.site.editing.rendering import question_link
from tests.site.editing.helpers import HOST, Seat, copied


@pytest.fixture(scope="module")
def seat(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    with Seat(copied(made, tmp_path_factory.mktemp("guard"))) as one:
        yield one
        assert one.decisions() == (), "not one of these tests may write a decision"


DEEDS = ("decide", "undo", "bulk", "look", "run")


def test_the_desk_asks_who_comes_in(seat: Seat) -> None:
    stranger = seat.browser()
    for path in ("", "queue/links", "conflicts", "decisions", "preview/x"):
        answer = stranger.get(f"/desk/en/{path}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/enter")
    assert stranger.get("/en/index.html").status_code == 200, "the reading room is open"


def test_a_wrong_token_lets_nobody_in(seat: Seat) -> None:
    stranger = seat.browser()
    for token in ("wrong", "token-of-the-editor-EB ", "é"):
        answer = stranger.post("/desk/enter", data={"token": token}, follow_redirects=False)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_the_cookie_is_kept_from_scripts_and_other_sites(seat: Seat) -> None:
    answer = seat.browser().get(
        "/desk/enter", params={"token": "token-of-the-editor-EB"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/desk/en/", "the token leaves the address at once"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "token-of" not in cookie


def test_a_token_without_a_name_asks_for_one(seat: Seat) -> None:
    client = seat.browser()
    token = {"token": "token-without-a-name--"}
    assert 'name="name"' in client.get("/desk/enter", params=token).text
    assert client.post("/desk/enter", data={**token, "name": " \n "}).status_code == 400
    page = client.post("/desk/enter", data={**token, "name": "A. N. Other"})
    assert "A. N. Other" in page.text


def test_a_cookie_that_was_changed_is_no_cookie(seat: Seat) -> None:
    client = seat.browser()
    name = "herewith_desk_8462"
    good = seat.client.cookies[name]
    reader = seat.browser("token-of-a-reader-only").cookies[name]
    forged = f"{good.partition('.')[0]}.{reader.partition('.')[2]}"
    for value in (forged, good[:-1], "x.y", "", good.partition(".")[0], "é"):
        client.cookies.clear()
        client.cookies.set(name, value.encode("ascii", "ignore").decode())
        answer = client.get("/desk/en/", follow_redirects=False)
        assert answer.status_code == 303, value


@pytest.mark.parametrize("origin", ["", "null", "http://archive.example", f"http://{HOST}0"])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_form_from_elsewhere_is_refused(seat: Seat, deed: str, origin: str) -> None:
    form = seat.form(seat.first("links"))
    headers = {"origin": origin}
    answer = seat.client.post(f"/desk/en/{deed}", data=form, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("deed", DEEDS)
def test_a_form_without_the_mark_of_our_pages_is_refused(seat: Seat, deed: str) -> None:
    form = seat.form(seat.first("links"))
    other = seat.form(seat.first("links"), seat.browser("token-of-the-editor-MK"))
    for mark in ("", "0" * 64, other["mark"], "é"):
        assert seat.send(deed, {**form, "mark": mark}).status_code == 403


@pytest.mark.parametrize("deed", DEEDS)
def test_who_has_not_signed_in_cannot_send_a_form(seat: Seat, deed: str) -> None:
    form = seat.form(seat.first("links"))
    assert seat.send(deed, form, seat.browser()).status_code == 403


@pytest.mark.parametrize("deed", DEEDS)
def test_readers_see_no_forms_and_cannot_send_them(seat: Seat, deed: str) -> None:
    reader = seat.browser("token-of-a-reader-only")
    target = seat.first("links")
    page = reader.get(question_link("en", target)).text
    assert not re.search(r'<form method="post" action="/desk/en/', page)
    mark = seat.form(target)["mark"]
    assert seat.send(deed, {"mark": mark, "id": target}, reader).status_code == 403


def test_readers_with_the_mark_of_their_own_are_refused_as_readers(seat: Seat) -> None:
    reader = seat.browser("token-of-a-reader-only")
    from herewith.site.editing.guard import Guard

    guard = Guard(b"secret" * 6, {}, names={"127.0.0.1"}, open_to_all=True)
    form = {**seat.form(seat.first("links")), "mark": guard.mark(Person("Reader", "reader"))}
    answer = seat.send("decide", form, reader, judgement="accept")
    assert answer.status_code == 403
    assert "Readers do not decide" in answer.text


@pytest.mark.parametrize("deed", DEEDS)
def test_asking_for_a_page_never_writes(seat: Seat, deed: str) -> None:
    form = seat.form(seat.first("links"))
    answer = seat.client.get(f"/desk/en/{deed}", params={**form, "judgement": "accept"})
    assert answer.status_code in (404, 405)


def test_the_desk_answers_to_its_own_name_only(seat: Seat) -> None:
    for path in ("/desk/en/", "/en/index.html", "/desk/assets/desk.css", "/desk/enter"):
        answer = seat.client.get(path, headers={"host": "archive.example:8462"})
        assert answer.status_code == 421
    form = seat.form(seat.first("links"))
    headers = {"host": "archive.example", "origin": "http://archive.example"}
    answer = seat.client.post("/desk/en/decide", data=form, headers=headers)
    assert answer.status_code == 421


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_no_form_is_refused(seat: Seat, deed: str) -> None:
    address = f"/desk/en/{deed}"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    mark = seat.form(seat.first("links"))["mark"]
    post = seat.client.post
    assert post(address, json={"mark": mark}).status_code == 415
    assert post(address, files={"mark": b"x"}).status_code == 415
    assert post(address, content=b"mark=%ff%fe", headers=kind).status_code == 400
    assert post(address, content=b"\xff\xfe", headers=kind).status_code == 400
    assert post(address, content=f"mark={mark}&mark=x".encode(), headers=kind).status_code == 400
    many = "&".join(f"a{n}=1" for n in range(60))
    assert post(address, content=many.encode(), headers=kind).status_code == 400
    assert post(address, content=b"a" * 70_000, headers=kind).status_code == 413


def test_pages_of_the_desk_carry_the_headers_of_the_reading_room(seat: Seat) -> None:
    for path in ("/desk/en/", "/desk/enter", "/desk/assets/desk.js", "/desk/en/nothing"):
        headers = seat.client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


def test_opened_to_others_even_reading_needs_a_token(made: Path) -> None:
    with Seat(made, open_to_all=False) as opened:
        stranger = opened.browser()
        for path in ("/en/index.html", "/assets/herewith.js", "/index.html", "/about.json"):
            answer = stranger.get(path, follow_redirects=False)
            assert answer.headers.get("location") == "/desk/enter", path
        assert opened.browser("token-of-a-reader-only").get("/en/index.html").status_code == 200


def test_who_leaves_is_out(seat: Seat) -> None:
    client = seat.browser("token-of-the-editor-MK")
    client.post("/desk/leave")
    assert client.get("/desk/en/", follow_redirects=False).status_code == 303


PEOPLE = """
[[person]]
name = "EB"
role = "editor"
token = "a-token-long-enough"

[[person]]
name = "Reader"
role = "reader"
token_sha256 = "{digest}"
"""


def test_people_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(PEOPLE.format(digest=digest_of("another-long-token").upper()), "utf-8")
    assert read_people(path) == {
        digest_of("a-token-long-enough"): Person("EB", "editor"),
        digest_of("another-long-token"): Person("Reader", "reader"),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "names nobody"),
        ("[[person]]\nname = 1", "needs a name"),
        ('[[person]]\nname = "E"\nrole = "chief"\ntoken = "a-token-long-enough"', "is no role"),
        ('[[person]]\nname = "E"\nrole = "editor"', "needs a token"),
        ('[[person]]\nname = "E"\nrole = "editor"\ntoken = "short"', "fewer than 16"),
        ('[[person]]\nname = "E"\nrole = "editor"\ntoken_sha256 = "12"', "64 hexadecimal"),
        ('[[person]]\nname = "E"\nrole = "editor"\npassword = "x"', "other keys"),
        ("person = ", "cannot be read"),
    ],
)
def test_a_file_of_people_with_a_fault_is_refused_in_words(
    tmp_path: Path, text: str, fault: str
) -> None:
    path = tmp_path / "people.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=fault):
        read_people(path)


def test_two_people_cannot_have_one_token(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(PEOPLE.format(digest=digest_of("a-token-long-enough")), "utf-8")
    with pytest.raises(DataError, match="the token of EB"):
        read_people(path)
