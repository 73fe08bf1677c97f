"""Rules that read the fields of a register from one document's text: one field, one module.

Every rule is a function of a `page.Page` and returns `page.Found` values with offsets into the
reading text, or nothing: what is not on the page is not guessed. `reading.read_entry` runs them
all.
"""

from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.reading import Draft, read_entry

__all__ = ["Draft", "Found", "Page", "read_entry"]
