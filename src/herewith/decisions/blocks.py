"""Cuts a decisions file into its `[[decision]]` tables, so that one broken table costs only itself.

A TOML parser stops at the first fault of a file. An editor's file may hold hundreds of decisions,
none of which may be ignored because another has a fault; so each table is parsed alone, which
also gives every table its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Block", "cut", "line_of_key"]

HEADER = re.compile(r"\s*\[\[\s*decision\s*\]\]\s*(#.*)?$")
TABLE = re.compile(r"\s*\[")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines from one header to the next; `line` is that of the header, from 1."""

    line: int
    text: str
    is_decision: bool


def cut(text: str) -> tuple[Block, ...]:
    """All blocks of a file in order; what stands before the first header is a block of its own.

    Lines within a multi-line string are never headers.

    >>> [(block.line, block.is_decision) for block in cut('# mine\\n[[decision]]\\nby = "EB"\\n')]
    [(1, False), (2, True)]
    """
    blocks: list[Block] = []
    lines: list[str] = []
    first, decision, quote = 1, False, ""
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if not quote and HEADER.match(line.rstrip("\r\n")):
            if lines:
                blocks.append(Block(first, "".join(lines), decision))
            lines, first, decision = [], number, True
        lines.append(line)
        quote = _open_quote(line, quote)
    if lines:
        blocks.append(Block(first, "".join(lines), decision))
    return tuple(blocks)


def line_of_key(block: Block, key: str) -> int:
    """The line on which a key of a block is set, or the line of the block's header."""
    pattern = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=""")
    for number, line in enumerate(block.text.splitlines()):
        if pattern.match(line):
            return block.line + number
    return block.line


def _open_quote(line: str, quote: str) -> str:
    """The multi-line quotation mark that is still open at the end of a line, or nothing."""
    at = 0
    while at < len(line):
        if quote:
            if quote == '"""' and line[at] == "\\":
                at += 2
            elif line.startswith(quote, at):
                at, quote = at + 3, ""
            else:
                at += 1
        elif line[at] == "#":
            break
        elif line.startswith(('"""', "'''"), at):
            quote, at = line[at : at + 3], at + 3
        elif line[at] in "\"'":
            at = _end_of_string(line, at)
        else:
            at += 1
    return quote


def _end_of_string(line: str, at: int) -> int:
    """The offset behind a one-line string that begins at an offset."""
    mark, at = line[at], at + 1
    while at < len(line) and line[at] != mark:
        at += 2 if mark == '"' and line[at] == "\\" else 1
    return at + 1
