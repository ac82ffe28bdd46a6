"""Every button of a card in the advisors' group is answered, whatever the request has come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.callback import How, State
from bot.domain.decision import Edit, Message
from bot.domain.event import Press
from tests.cast import CALL, DESK, LIBRARY, SAM, facts, origin
from tests.walk.world import after


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", routes.DESK_BUTTONS)
def test_every_button_of_a_card_is_answered_twice(state: State, how: How, action: str) -> None:
    number = "+442079460018" if how is How.PHONE else ""
    request = replace(CALL, card=77, state=state, how=how, number=number, advisor=42, advisor_name="Alex")
    known = facts(person=replace(SAM, id=0), requests=(request,))
    press = Press(origin(chat=DESK, private=False, message=77), "q", action, CALL.id)

    for _ in range(2):
        made = routes.decide(known, press)
        assert made.messages or made.toast
        for out in made.messages:
            if isinstance(out, Message | Edit):
                assert LIBRARY.text(out.say, "en-GB", out.values).strip()
                assert all(len(b.data.encode()) <= 64 for row in out.buttons for b in row)
        known = after(known, made)
