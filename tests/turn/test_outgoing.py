"""What a decision says becomes rows that can be sent as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.change import KeepPerson
from bot.domain.decision import Decision, Edit, Message, Outgoing
from bot.domain.library import Entry, Library
from bot.domain.text import Text
from bot.turn import outgoing
from tests import cast

LIBRARY = Library(
    texts={"en-GB": {"ring": Entry("strings", (Text(("One",)),), nations={"GB-SCT": (Text(("Two",)),)})}}
)


@pytest.mark.parametrize(("nation", "words"), [("GB", "One"), ("GB-SCT", "Two"), ("IE", "One")])
@pytest.mark.parametrize("said", [Message(cast.SAM.id, "ring"), Edit(cast.SAM.id, "ring", message=7)])
def test_a_reply_is_in_the_words_for_their_nation(said: Outgoing, nation: str, words: str) -> None:
    facts = cast.facts(library=LIBRARY, person=replace(cast.SAM, nation=nation))

    (entry,) = outgoing.entries(Decision((said,)), facts, turn=1)

    assert entry.args["text"] == words


def test_a_new_language_is_confirmed_in_the_new_language() -> None:
    texts = {
        "en-GB": {"done": Entry("strings", (Text(("Noted",)),))},
        "pl": {"done": Entry("strings", (Text(("Gotowe",)),))},
    }
    facts = cast.facts(library=Library(texts=texts))
    changed = KeepPerson(replace(cast.SAM, language="pl"))

    (entry,) = outgoing.entries(Decision((Message(cast.SAM.id, "done"),), (changed,)), facts, turn=1)

    assert entry.args["text"] == "Gotowe"
