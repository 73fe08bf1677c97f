"""Language packs: cues, numbers, months, names, sentence splitting and lemmas, one package of data a language."""
