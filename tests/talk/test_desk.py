"""Advisors: one wins, the person is told, numbers stay with the advisor who has the request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.callback import How, State
from bot.domain.change import MoveRequest
from bot.domain.decision import Decision, Edit, Message, Strip
from bot.domain.event import Command, Edited, Press, Said, Thing
from bot.domain.facts import Facts
from bot.talk import cards, desk
from tests.cast import CALL, DESK, MONDAY, SAM, facts, only, origin, says

ALEX, BO = 900, 901
CARD = replace(CALL, card=77)
RING = replace(CARD, how=How.PHONE, number="+447700900123")
TAKEN = replace(RING, state=State.CLAIMED, advisor=ALEX, advisor_name="Alex", version=2)


def at_desk(*requests: object, answered: int | None = CARD.id) -> Facts:
    """The group, where a reply is about the card unless said otherwise."""
    return facts(person=replace(SAM, id=0, first_name=""), requests=requests, answered=answered)


def pressed(action: str, by: int = ALEX, name: str = "Alex", id_: int = CARD.id, message: int = 77) -> Press:
    where = origin(chat=DESK, private=False, sender=by, first_name=name, message=message)
    return Press(where, "query-1", action, id_, 1)


def wrote(words: str, by: int = ALEX, name: str = "Alex", reply_to: int | None = 77) -> Said:
    where = origin(chat=DESK, private=False, sender=by, first_name=name, message=80, reply_to=reply_to)
    return Said(where, words)


def typed(name: str, by: int = ALEX) -> Command:
    return Command(origin(chat=DESK, private=False, sender=by, message=81), name)


def edits(decision: Decision) -> list[Edit]:
    return [out for out in decision.messages if isinstance(out, Edit)]


def to_sam(decision: Decision) -> list[str]:
    return [out.say for out in decision.messages if isinstance(out, Message) and out.chat == SAM.id]


def everything_the_group_reads(decision: Decision) -> str:
    shown = [out for out in decision.messages if isinstance(out, Message | Edit) and out.chat == DESK]
    return repr([(out.say, out.values, out.buttons) for out in shown])


def test_an_advisor_takes_a_request_and_the_person_is_told_who() -> None:
    decision = desk.claim(at_desk(CARD), pressed("desk.claim"))

    move = only(decision, MoveRequest)
    assert (move.seen, move.seen_version) == (State.REQUESTED, CARD.version)
    assert (move.request.state, move.request.advisor, move.request.advisor_name) == (
        State.CLAIMED,
        ALEX,
        "Alex",
    )
    assert move.request.moved_at == MONDAY
    assert to_sam(decision) == ["advisor.taken"]
    assert edits(decision)[0].say == "desk.card-taken"
    assert edits(decision)[0].message == 77


def test_the_second_advisor_is_told_it_is_taken() -> None:
    decision = desk.claim(at_desk(TAKEN), pressed("desk.claim", BO, "Bo"))

    assert decision.toast is not None
    assert (decision.toast.say, decision.toast.values) == ("desk.toast.already", {"advisor": "Alex"})
    assert not decision.changes
    assert not decision.messages


def test_pressing_twice_takes_it_once() -> None:
    decision = desk.claim(at_desk(TAKEN), pressed("desk.claim"))

    assert decision.toast is not None
    assert decision.toast.say == "desk.toast.yours"
    assert not decision.changes


@pytest.mark.parametrize(
    ("handler", "state", "told", "card"),
    [
        (desk.reached, State.REACHED, "advisor.reached", "desk.card-reached"),
        (desk.no_answer, State.NO_ANSWER, "advisor.no-answer", "desk.card-again"),
        (desk.give_back, State.REQUESTED, "advisor.given-back", "desk.card"),
    ],
)
def test_the_person_hears_of_every_step(handler: object, state: State, told: str, card: str) -> None:
    assert callable(handler)
    decision: Decision = handler(at_desk(TAKEN), pressed("desk.any"))

    move = only(decision, MoveRequest)
    assert (move.seen, move.request.state) == (State.CLAIMED, state)
    assert to_sam(decision) == [told]
    assert [edit.say for edit in edits(decision)] == [card]


@pytest.mark.parametrize("handler", [desk.reached, desk.no_answer, desk.give_back, desk.number])
def test_another_advisor_changes_nothing_and_is_told_whose_it_is(handler: object) -> None:
    assert callable(handler)
    decision: Decision = handler(at_desk(TAKEN), pressed("desk.any", BO, "Bo"))

    assert not decision.changes
    assert not decision.messages
    assert decision.toast is not None
    assert decision.toast.say == "desk.toast.already"
    assert RING.number not in repr(decision)


def test_after_no_answer_another_advisor_can_take_it() -> None:
    waits = replace(TAKEN, state=State.NO_ANSWER, advisor=None, advisor_name="", version=3)

    move = only(desk.claim(at_desk(waits), pressed("desk.claim", BO, "Bo")), MoveRequest)

    assert (move.seen, move.seen_version, move.request.advisor) == (State.NO_ANSWER, 3, BO)


def test_the_number_is_shown_to_its_advisor_alone_and_stays_until_closed() -> None:
    decision = desk.number(at_desk(TAKEN), pressed("desk.number"))

    assert decision.toast is not None
    assert decision.toast.alert
    assert decision.toast.values == {"number": "+447700900123"}
    assert not decision.messages


def test_the_number_is_never_written_in_the_group() -> None:
    steps = [
        desk.claim(at_desk(RING), pressed("desk.claim")),
        desk.reached(at_desk(TAKEN), pressed("desk.reached")),
        desk.no_answer(at_desk(TAKEN), pressed("desk.no-answer")),
        desk.give_back(at_desk(TAKEN), pressed("desk.give-back")),
        desk.queue(at_desk(RING), typed("queue")),
        desk.wrote(at_desk(RING), wrote("Hello")),
    ]

    assert "900123" not in "".join(map(everything_the_group_reads, steps))


@pytest.mark.parametrize("handler", [desk.claim, desk.reached, desk.no_answer, desk.give_back, desk.number])
def test_a_request_that_is_gone_changes_nothing(handler: object) -> None:
    assert callable(handler)
    decision: Decision = handler(at_desk(), pressed("desk.any"))

    assert decision == Decision(toast=decision.toast)
    assert decision.toast is not None
    assert decision.toast.say == "toast.gone"


def test_a_closed_request_cannot_be_taken() -> None:
    decision = desk.claim(at_desk(replace(TAKEN, state=State.CANCELLED)), pressed("desk.claim"))

    assert not decision.changes


def test_a_reply_to_the_card_reaches_the_person_with_the_advisors_name() -> None:
    decision = desk.wrote(at_desk(replace(TAKEN, how=How.MESSAGE, number="")), wrote("Does 3pm suit?"))

    sent = next(out for out in decision.messages if isinstance(out, Message) and out.chat == SAM.id)
    assert sent.say == "advisor.words"
    assert sent.values == {"advisor": "Alex", "words": "Does 3pm suit?"}
    assert sent.buttons[0][0].action == "advisor.reply"
    assert "desk.sent" in says(decision)


def test_replying_to_a_waiting_card_takes_it() -> None:
    decision = desk.wrote(at_desk(CARD), wrote("Hello Sam"))

    move = only(decision, MoveRequest)
    assert (move.request.state, move.request.advisor) == (State.CLAIMED, ALEX)
    assert [edit.say for edit in edits(decision)] == ["desk.card-taken"]
    assert to_sam(decision) == ["advisor.words"]


def test_a_colleague_cannot_speak_for_the_advisor_who_has_it() -> None:
    decision = desk.wrote(at_desk(TAKEN), wrote("Hi", BO, "Bo"))

    assert says(decision) == ["desk.not-yours"]
    assert to_sam(decision) == []


def test_a_reply_to_a_closed_card_is_not_sent_and_says_so() -> None:
    decision = desk.wrote(at_desk(replace(TAKEN, state=State.REACHED)), wrote("One more thing"))

    assert says(decision) == ["desk.closed"]


def test_a_reply_that_is_too_long_says_what_went() -> None:
    decision = desk.wrote(at_desk(TAKEN), wrote("x" * 4096))

    sent = next(out for out in decision.messages if isinstance(out, Message) and out.chat == SAM.id)
    assert len(sent.values["words"]) == 3000
    assert "desk.sent-cut" in says(decision)


def test_advisors_talk_among_themselves_unheard() -> None:
    assert desk.wrote(at_desk(CARD, answered=None), wrote("Coffee?", reply_to=None)) == Decision()
    assert desk.wrote(at_desk(CARD, answered=None), wrote("Coffee?", reply_to=12)) == Decision()


@pytest.mark.parametrize("nobody", sorted(desk.FACELESS))
def test_an_anonymous_admin_is_asked_to_show_themselves(nobody: int) -> None:
    assert says(desk.wrote(at_desk(CARD), wrote("Hello", nobody, "Group"))) == ["desk.show-yourself"]
    assert says(desk.queue(at_desk(CARD), typed("queue", nobody))) == ["desk.show-yourself"]


def test_pictures_and_changed_replies_are_refused_with_a_reason() -> None:
    where = origin(chat=DESK, private=False, sender=ALEX, message=80, reply_to=77)

    assert says(desk.not_words(at_desk(CARD), Thing(where, "photo"))) == ["desk.only-words"]
    assert says(desk.not_words(at_desk(CARD), Edited(where, "3pm, not 2pm"))) == ["desk.edited"]
    assert desk.not_words(at_desk(CARD, answered=None), Thing(where, "photo")) == Decision()


def test_the_queue_shows_the_oldest_first_and_leads_to_the_cards() -> None:
    older = replace(CARD, id=4, card=70, asked_at=MONDAY.replace(hour=8))
    decision = desk.queue(at_desk(CARD, TAKEN, older), typed("queue"))

    lines = [out for out in decision.messages if isinstance(out, Message) and out.say == "desk.queue-line"]
    assert [line.reply_to_message for line in lines] == [70, 77]
    first = decision.messages[0]
    assert isinstance(first, Message)
    assert first.values == {"count": "2", "taken": "1"}


def test_an_empty_queue_says_so() -> None:
    assert says(desk.queue(at_desk(), typed("queue"))) == ["desk.queue-empty"]


def test_a_long_queue_says_how_many_more() -> None:
    many = [replace(CARD, id=number, card=number) for number in range(1, 14)]

    decision = desk.queue(at_desk(*many), typed("queue"))

    assert says(decision).count("desk.queue-line") == desk.LONGEST_QUEUE
    last = decision.messages[-1]
    assert isinstance(last, Message)
    assert (last.say, last.values["count"]) == ("desk.queue-more", "3")


def test_taking_from_the_queue_redraws_the_card_and_takes_the_lines_buttons() -> None:
    decision = desk.claim(at_desk(CARD), pressed("desk.claim", message=99))

    assert edits(decision)[0].message == 77
    assert Strip(DESK, 99) in decision.messages


def test_a_cancelled_card_shows_nothing_of_the_person() -> None:
    edit = cards.redrawn(at_desk(), replace(CARD, state=State.CANCELLED), DESK)

    assert (edit.values, edit.buttons) == ({}, ())
