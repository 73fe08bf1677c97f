"""The day of a letter that a telegram carries: of writing only if the telegram orders it sent."""

from __future__ import annotations

import pytest
from tests.stages.test_carried_letters import plain

from herewith.model.protocols import Context
from herewith.stages.register import register_documents

LETTER = (
    "Dear Mr. Chairman:\n\nWe have your message on the buoys and thank you for the care that your "
    "government has given to the question of the northern strait in all these weeks.\n\n"
    "Sincerely,\n\nAda Holm\n\n"
)
WIRE = "TELEGRAM\n\nFROM: LEGATION PORT\nTO: MINISTRY\n\nMarch 3, 1959\n\n{said}\n\nBEGIN TEXT\n\n{letter}END TEXT\n\nEnd of telegram of the day.\n"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Please deliver following letter from the Governor:", "written"),
        ("The Minister handed me following letter this evening:", "received"),
    ],
    ids=["ordered", "reported"],
)
def test_the_day_of_the_telegram_is_one_of_writing_only_where_it_orders_delivery(
    said: str, role: str
) -> None:
    found = plain(WIRE.format(said=said, letter=LETTER))
    wire, letter = found.documents
    entries, _ = register_documents(found.documents, found.furniture, {}, Context({}, {}, {}))
    by_id = {entry.id: entry for entry in entries}
    assert by_id[wire.id].date is not None
    date = by_id[letter.id].date
    assert date is not None
    assert date.value.date.earliest.isoformat() == "1959-03-03"
    assert (date.value.role, date.rule) == (role, "day_of_the_carrier")
