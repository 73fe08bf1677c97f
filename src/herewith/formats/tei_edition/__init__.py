"""Items of an edition as TEI P5, and back: `writing.tei_of` and `reading.read_item`."""
