"""Wording that papers of a collection share: the index, the passages, and what each pair is.

The way through the package: `characters` and `words` cut texts into words, `hashing` gives each a
number that is the same for ever, `fingerprints` chooses runs of words, `join` finds the texts that
have one in common, `runs` and `passages` extend these places as far as the texts agree, `coverage`
says how much of each text that is, `heads` and `kinds` what the two papers are to each other;
`index` is all this on one machine, `loose` the level for texts put in other words.
"""
