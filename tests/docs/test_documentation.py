"""The documentation says what the program does: verbs, options, links, make targets, words."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from herewith.cli.main import VERBS, module_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


def command_of(verb: str) -> click.Command:
    command = import_module(module_of(verb)).command
    assert isinstance(command, click.Command)
    return command


def options_of(command: click.Command) -> set[str]:
    own = {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            own |= options_of(sub)
    return own - {"--help"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_page_and_the_page_names_every_option(verb: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{verb}.md").read_text("utf-8")
    missing = {option for option in options_of(command_of(verb)) if option not in page}
    assert missing == set()


@pytest.mark.parametrize("verb", VERBS)
def test_every_page_of_a_verb_names_only_options_that_exist(verb: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{verb}.md").read_text("utf-8")
    shown = {
        option
        for line in page.splitlines()
        if re.search(rf"herewith {verb}\b", line)
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)
    }
    assert shown - options_of(command_of(verb)) - {"--help"} == set()


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_has_an_example(verb: str) -> None:
    command = command_of(verb)
    with click.Context(command, info_name=f"herewith {verb}") as context:
        assert f"herewith {verb}" in command.get_help(context).split("\n", 1)[1]


def test_no_page_stands_for_a_verb_that_does_not_exist() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "commands").glob("*.md")} - {"index"}
    assert pages == set(VERBS)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    local = [t for t in targets if not re.match(r"[a-z]+:", t)]
    assert [t for t in local if not (page.parent / t).exists()] == []


def test_the_readme_begins_with_two_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = re.findall(r"^ *make ([a-z]+)", readme, re.M)
    assert commands[:2] == ["demo", "test"]
    assert all(re.search(rf"^{name}:", makefile, re.M) for name in commands)


@pytest.mark.parametrize("term", ["substance", "witness", "siglum", "bead", "furniture", "gap"])
def test_the_glossary_explains_the_words_of_the_house(term: str) -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    assert f"| **{term}** |" in glossary
