"""Citations of items and documents: for people in three styles, for programs in five forms."""
