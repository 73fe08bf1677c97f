"""Where things are kept: the project folder, JSON Lines, the cache and the edition's database."""

from herewith.store.cache import Asked, Cache, CachedStage, Done
from herewith.store.database import Contents, is_usable, remove, update
from herewith.store.differing import Difference, copy_database, differences
from herewith.store.edition import Images, SqliteEdition
from herewith.store.ids import MintedId, changes, items_by_document, keep_ids, read_ids
from herewith.store.ids import sources_by_path as sources_by_path
from herewith.store.kept import Kept, Shelf, digest_of_line, keep, record_id
from herewith.store.layout import FORMAT, Folder, record_file
from herewith.store.lines import read_lines, write_lines

__all__ = [
    "FORMAT",
    "Asked",
    "Cache",
    "CachedStage",
    "Contents",
    "Difference",
    "Done",
    "Folder",
    "Images",
    "Kept",
    "MintedId",
    "Shelf",
    "SqliteEdition",
    "changes",
    "copy_database",
    "differences",
    "digest_of_line",
    "is_usable",
    "items_by_document",
    "keep",
    "keep_ids",
    "read_ids",
    "read_lines",
    "record_file",
    "record_id",
    "remove",
    "sources_by_path",
    "update",
    "write_lines",
]
