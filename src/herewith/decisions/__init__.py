"""The editors' files: decisions in TOML and authorities in CSV. People write them; we read them.

A run never writes here. `append` adds a decision at the end of a file and changes nothing else,
so that comments, order and layout of what people wrote stay as they are.
"""

from herewith.decisions.appending import append, append_all, written
from herewith.decisions.authorities import AUTHORITIES, read_authorities
from herewith.decisions.files import DecisionFiles, read_decisions, stamp
from herewith.decisions.identity import decision_id

__all__ = [
    "AUTHORITIES",
    "DecisionFiles",
    "append",
    "append_all",
    "decision_id",
    "read_authorities",
    "read_decisions",
    "stamp",
    "written",
]
