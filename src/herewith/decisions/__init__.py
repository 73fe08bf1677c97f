"""The editors' plain files: read, check, apply, append."""
