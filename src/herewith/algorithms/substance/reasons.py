"""What each rule says, in a sentence that fits either side, and how grave it is."""

from __future__ import annotations

from herewith.model.collation import Class, SeverityOf

__all__ = ["REASONS", "severity"]

REASONS: dict[str, tuple[SeverityOf, str]] = {
    "address": ("none", "A form of address is left out."),
    "and_or": ("major", "One side has both, the other either."),
    "article": ("none", "The word for one is no number here."),
    "both": ("none", "Both are two."),
    "certainty": ("major", "One side is sure of it, the other hopes or doubts."),
    "commitment": ("critical", "The commitment differs in strength."),
    "condition": ("critical", "A condition is put differently or stands on one side only."),
    "condition_softened": ("minor", "A condition is put as a reason."),
    "crossed": ("critical", "Two things stand in each other's place."),
    "date": ("major", "The dates differ."),
    "date_missing": ("major", "A date stands on one side only."),
    "date_precision": ("none", "The date is given in more detail on one side."),
    "direction": ("critical", "One side is for it, the other against it."),
    "deadline": ("major", "The time set for an act differs."),
    "degree": ("major", "The degree differs."),
    "designator": ("minor", "The designations differ, or one is left out."),
    "done_or_to_come": ("major", "One side tells what was done, the other what is to come."),
    "double_negative": ("none", "A negation and an opposite cancel out."),
    "government": ("minor", "One side names the government, the other the country."),
    "initial": ("none", "An initial is left out."),
    "member_missing": ("major", "A member of a list stands on one side only."),
    "modal": ("major", "What must, may or will be differs in strength."),
    "misread_name": ("minor", "A word that may be this name misread stands on the other side."),
    "name": ("major", "Another name stands here."),
    "name_missing": ("major", "A name stands on one side only."),
    "nearly": ("major", "One side says it nearly came about."),
    "negation": ("critical", "One side denies what the other affirms."),
    "negation_paraphrase": ("none", "Both sides say no, in different words."),
    "negation_words": ("none", "The negation is worded differently."),
    "notonly": ("major", "One side widens the scope: not only."),
    "number": ("major", "The numbers differ."),
    "number_missing": ("major", "A number stands on one side only."),
    "office": ("major", "The office is another: deputy, acting or first."),
    "opposite": ("critical", "The words are opposites."),
    "order_of_acts": ("critical", "The order or direction is reversed."),
    "ordinal_missing": ("minor", "An ordinal stands on one side only."),
    "passage_missing": ("major", "A request stands on one side only."),
    "person": ("critical", "Another person acts or is spoken of."),
    "phrase": ("none", "A phrase that carries no substance."),
    "point": ("minor", "The points of a list are counted otherwise."),
    "pronoun": ("minor", "A pronoun stands for a name."),
    "qualifier": ("major", "A word that narrows the scope stands on one side only."),
    "quantifier": ("critical", "The scope differs: all, some, any, many."),
    "quantifier_missing": ("major", "A word of scope stands on one side only."),
    "request_softened": ("minor", "A request is put more softly or more firmly."),
    "refrain": ("critical", "One side refrains from what the other does."),
    "request": ("major", "A request stands against a demand or a proposal."),
    "restriction": ("major", "A restriction stands on one side only."),
    "roles": ("critical", "Who acts and who is acted upon are exchanged."),
    "stage_of_act": ("major", "The act stands at another stage."),
    "term": ("major", "Another thing is named."),
    "unit": ("major", "The unit of measure differs."),
    "wording": ("minor", "Another word is used, which no rule knows as equal."),
    "feeling": ("minor", "Another feeling is expressed."),
    "words_missing": ("minor", "Words stand on one side only."),
    "worldwide": ("minor", "The scope is worded differently."),
}
"""Rule: severity where its finding is of substance, and its sentence."""


def severity(rule: str, cls: Class) -> SeverityOf:
    """How grave a finding of a rule is in a class.

    >>> severity("negation", "substance"), severity("negation", "nuance")
    ('critical', 'minor')
    """
    if cls == "substance":
        grave = REASONS[rule][0]
        return "minor" if grave == "none" else grave
    return "minor" if cls in ("nuance", "undetermined") else "none"
