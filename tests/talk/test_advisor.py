"""Asking for an advisor: every answer by button or by typing, nothing sent without a look and a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.callback import How, Request, State
from bot.domain.change import AddRequest, Ask, MoveRequest, Settle
from bot.domain.decision import Decision, Edit, Message
from bot.domain.event import Number
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import advisor
from tests.cast import (
    CALL,
    DESK,
    MONDAY,
    SAM,
    command,
    facts,
    follow,
    labels,
    only,
    origin,
    press,
    said,
    says,
)

FULL = {"about": "A second no", "suits": "morning", "how": "phone", "number": "+447700900123"}


def asking(step: str, **draft: str) -> Facts:
    return facts(question=Question(f"advisor.{step}", draft=draft, asked_at=MONDAY))


def then(decision: Decision, **changes: Any) -> Facts:
    """The facts after a decision that asked something."""
    return facts(question=only(decision, Ask).question, **changes)


def to_desk(decision: Decision) -> list[Message | Edit]:
    return [out for out in decision.messages if isinstance(out, Message | Edit) and out.chat == DESK]


def test_the_whole_way_by_buttons() -> None:
    begun = advisor.start(facts(), command("/advisor"))
    about = advisor.picked(then(begun), follow(begun, "callback.about.result"))
    suits = advisor.picked(then(about), follow(about, "callback.suits.morning"))
    how = advisor.picked(then(suits), follow(suits, "button.how-message"))
    sent = advisor.send(then(how), follow(how, "button.send-request"))

    assert [says(step)[-1] for step in (begun, about, suits, how)] == [
        "advisor.ask-about",
        "advisor.ask-suits",
        "advisor.ask-how",
        "advisor.ask-check",
    ]
    request = only(sent, AddRequest).request
    assert (request.about, request.suits, request.how) == ("A result I got", "morning", How.MESSAGE)
    assert (request.person, request.first_name, request.number) == (SAM.id, "Sam", "")
    assert request.asked_at == MONDAY
    card = to_desk(sent)[0]
    assert (card.say, card.key) == ("desk.card", f"card:{request.id}")
    assert says(sent)[0] == "advisor.sent"
    assert Settle() in sent.changes


def test_the_whole_way_by_typing() -> None:
    begun = advisor.start(facts(), command("/advisor"))
    about = advisor.told(then(begun), said("I keep getting close and then nothing"))
    suits = advisor.told(then(about), said("2"))
    how = advisor.told(then(suits), said("ring me"))
    number = advisor.told_number(then(how), said("020 7946 0018"))
    sent = advisor.told(then(number), said("send request"))

    request = only(sent, AddRequest).request
    assert request.about == "I keep getting close and then nothing"
    assert (request.suits, request.how, request.number) == ("afternoon", How.PHONE, "+442079460018")


def test_nothing_reaches_the_desk_before_the_yes() -> None:
    steps = [
        advisor.start(facts(), command("/advisor")),
        advisor.told(asking("about"), said("Two nos this week")),
        advisor.picked(asking("suits", about="x"), press("wish.suits", extra="any")),
        advisor.told_number(asking("number", about="x", suits="any", how="phone"), said("020 7946 0018")),
        advisor.drop(asking("check", **FULL), press("advisor.drop")),
    ]

    assert not any(to_desk(step) for step in steps)
    assert not any(isinstance(change, AddRequest) for step in steps for change in step.changes)


def test_the_preview_shows_all_that_the_advisor_will_see() -> None:
    draft = {name: value for name, value in FULL.items() if name != "number"}
    preview = advisor.told_number(asking("number", **draft), said("020 7946 0018"))

    shown = preview.messages[-1]
    assert isinstance(shown, Message)
    assert shown.values["first_name"] == "Sam"
    assert shown.values["about"] == "A second no"
    assert shown.values["number"] == "+442079460018"
    assert labels(preview) == ["button.send-request", "button.change-request", "button.drop-request"]


def test_the_card_holds_no_number_and_no_more_than_the_preview() -> None:
    sent = advisor.send(asking("check", **FULL), press("advisor.send"))

    card = to_desk(sent)[0]
    assert "900123" not in repr(card)
    assert set(card.values) <= {"first_name", "about", "suits", "how", "hint", "asked"}


def test_a_phone_call_is_offered_only_where_numbers_can_be_kept() -> None:
    without = replace(asking("suits", about="x"), numbers=False)

    assert says(advisor.picked(without, press("wish.suits", extra="any"))) == ["advisor.ask-check"]


def test_somebody_elses_number_is_refused() -> None:
    event = Number(origin(), "447700900456", own=False)

    decision = advisor.number(asking("number", about="x", suits="any", how="phone"), event)

    assert says(decision) == ["advisor.number-others"]
    assert not decision.changes


def test_their_own_number_by_button_is_taken_and_the_keyboard_goes() -> None:
    event = Number(origin(), "442079460018", own=True)

    decision = advisor.number(asking("number", about="x", suits="any", how="phone"), event)

    assert only(decision, Ask).question.draft["number"] == "+442079460018"
    first = decision.messages[0]
    assert isinstance(first, Message)
    assert first.drop_keyboard


def test_a_number_nobody_asked_for_is_not_kept() -> None:
    decision = advisor.number(facts(), Number(origin(), "442079460018", own=True))

    assert says(decision) == ["routes.stray-number"]
    assert not decision.changes


@pytest.mark.parametrize("words", ["123", "no", "🙂", "1" * 40, "07700 nine hundred", "<b>07</b>"])
def test_what_is_no_number_is_asked_again(words: str) -> None:
    decision = advisor.told_number(asking("number", about="x", suits="any", how="phone"), said(words))

    assert says(decision) == ["advisor.again-number"]
    assert "number" not in only(decision, Ask).question.draft


def test_rather_a_message_after_all() -> None:
    decision = advisor.told_number(
        asking("number", about="x", suits="any", how="phone"), said("message me here")
    )

    assert says(decision) == ["advisor.no-number", "advisor.ask-check"]
    assert only(decision, Ask).question.draft["how"] == "message"


def test_words_that_are_no_choice_are_asked_again() -> None:
    decision = advisor.told(asking("suits", about="x"), said("<b>when the moon is full</b>"))

    assert says(decision) == ["advisor.again-suits"]
    assert only(decision, Ask).question.draft == {"about": "x"}


def test_too_long_a_story_is_cut_and_they_are_told() -> None:
    decision = advisor.told(asking("about"), said("x" * 4096))

    assert says(decision) == ["advisor.about-cut", "advisor.ask-suits"]
    assert len(only(decision, Ask).question.draft["about"]) == 500


def test_a_forwarded_text_is_never_consent() -> None:
    decision = advisor.told(asking("check", **FULL), replace(said("Send request"), forwarded=True))

    assert says(decision) == ["advisor.again-check"]
    assert not to_desk(decision)


def test_something_is_changed_before_sending() -> None:
    edit = advisor.edit(asking("check", **FULL), press("advisor.edit"))
    suits = advisor.picked(then(edit), follow(edit, "button.edit-suits"))
    check = advisor.picked(then(suits), follow(suits, "callback.suits.any"))

    assert says(suits) == ["advisor.ask-suits"]
    assert only(check, Ask).question.draft == {**FULL, "suits": "any"}


def test_one_open_request_at_a_time() -> None:
    waits = facts(requests=(CALL,))

    assert says(advisor.start(waits, command("/advisor"))) == ["advisor.waiting"]
    again = advisor.send(
        replace(waits, question=Question("advisor.check", draft=FULL)), press("advisor.send")
    )
    assert says(again) == ["advisor.waiting"]
    assert not again.changes


def test_at_most_three_a_day() -> None:
    done = [
        replace(CALL, id=n, state=State.CANCELLED, asked_at=MONDAY - timedelta(hours=n)) for n in range(1, 4)
    ]

    assert says(advisor.start(facts(requests=tuple(done)), command("/advisor"))) == ["advisor.enough"]
    older = (replace(done[0], asked_at=MONDAY - timedelta(days=2)), *done[1:])
    assert says(advisor.start(facts(requests=older), command("/advisor"))) == ["advisor.ask-about"]


@pytest.mark.parametrize("nation", ["GB", "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR", "IE", "FR"])
def test_without_a_desk_nothing_is_promised_and_other_help_is_named(nation: str) -> None:
    alone = facts(desk=None, person=replace(SAM, nation=nation))

    for decision in (
        advisor.start(alone, command("/advisor")),
        advisor.picked(alone, press("wish.about", extra="result")),
        advisor.send(alone, press("advisor.send")),
    ):
        assert says(decision)[-1].startswith("advisor.none-")
        assert not decision.changes


def test_an_old_button_begins_again_and_sends_nothing() -> None:
    for old in (press("wish.suits", extra="any"), press("wish.about", extra="skip")):
        assert says(advisor.picked(facts(), old)) == ["advisor.ask-about"]
    assert says(advisor.send(facts(), press("advisor.send")))[-1] == "advisor.ask-about"


def test_pressing_send_twice_sends_once() -> None:
    sent = advisor.send(asking("check", **FULL), press("advisor.send"))
    there = facts(requests=(only(sent, AddRequest).request,))

    again = advisor.send(there, press("advisor.send"))

    assert says(again) == ["advisor.waiting"]
    assert not again.changes


def test_a_sent_request_can_be_changed_and_the_card_follows() -> None:
    there = facts(requests=(replace(CALL, card=77),))
    edit = advisor.change(there, press("advisor.change", CALL.id, CALL.version))
    suits = advisor.picked(then(edit, requests=there.requests), follow(edit, "button.edit-suits"))
    check = advisor.picked(then(suits, requests=there.requests), follow(suits, "callback.suits.any"))
    done = advisor.send(then(check, requests=there.requests), follow(check, "button.send-request"))

    move = only(done, MoveRequest)
    assert (move.request.id, move.request.suits, move.seen) == (CALL.id, "any", State.REQUESTED)
    assert any(isinstance(out, Edit) and out.message == 77 for out in done.messages)
    assert "advisor.changed" in says(done)


def test_cancelling_tells_the_desk_and_clears_the_card() -> None:
    there = replace(CALL, card=77, state=State.CLAIMED, advisor=900, advisor_name="Alex")

    decision = advisor.withdraw(facts(requests=(there,)), press("advisor.withdraw", CALL.id))

    assert only(decision, MoveRequest).request.state is State.CANCELLED
    assert [out.say for out in to_desk(decision)] == ["desk.card-cancelled", "desk.taken-back"]
    assert "advisor.cancelled" in says(decision)


@pytest.mark.parametrize("handler", [advisor.change, advisor.withdraw, advisor.reply])
def test_somebody_elses_request_is_out_of_reach(handler: Any) -> None:
    decision = handler(facts(requests=(CALL,)), press("advisor.any", 999))

    assert decision.toast is not None
    assert decision.toast.say == "toast.gone"
    assert not decision.changes
    assert not decision.messages


@pytest.mark.parametrize("handler", [advisor.change, advisor.withdraw, advisor.reply])
def test_a_closed_request_stays_closed(handler: Any) -> None:
    closed = replace(CALL, state=State.REACHED)

    decision = handler(facts(requests=(closed,)), press("advisor.any", CALL.id))

    assert says(decision) == ["advisor.over"]
    assert not decision.changes


def test_what_the_person_answers_comes_back_under_the_card() -> None:
    taken: Request = replace(CALL, card=77, state=State.CLAIMED, advisor=900, advisor_name="Alex")
    asked = advisor.reply(facts(requests=(taken,)), press("advisor.reply", CALL.id))

    decision = advisor.replied(then(asked, requests=(taken,)), said("Thursday is better"))

    words = to_desk(decision)[0]
    assert isinstance(words, Message)
    assert (words.say, words.reply_to_message) == ("desk.words", 77)
    assert words.values == {"first_name": "Sam", "words": "Thursday is better"}
    assert "advisor.passed-on" in says(decision)
    assert Settle() in decision.changes


def test_an_answer_to_a_closed_request_is_not_lost_in_silence() -> None:
    closed = replace(CALL, state=State.CANCELLED)
    late = facts(requests=(closed,), question=Question("advisor.reply", CALL.id))

    decision = advisor.replied(late, said("Hello?"))

    assert says(decision) == ["advisor.over"]
    assert not to_desk(decision)


def test_an_interview_that_was_half_told_is_not_lost_in_silence() -> None:
    half = facts(question=Question("log", draft={"id": "16", "role": "Baker"}))

    assert says(advisor.start(half, command("/advisor"))) == ["log.left-behind", "advisor.ask-about"]


# --- while the group is out of reach ---------------------------------------------------------------


@pytest.mark.parametrize("step", ["about", "suits", "how", "check"])
def test_while_the_group_is_out_of_reach_nothing_new_is_promised(step: str) -> None:
    world = replace(asking(step, **FULL), desk_shut=True)

    for decision in (
        advisor.start(world, command("/advisor")),
        advisor.picked(world, press("wish.how", extra="message")),
        advisor.told(world, said("whatever")),
        advisor.send(world, press("advisor.send")),
    ):
        assert says(decision)[-1] == "advisor.none-uk"
        assert decision.changes == (Settle(),)


def test_while_the_group_is_out_of_reach_an_open_request_stands() -> None:
    world = facts(requests=(CALL,), desk_shut=True)

    assert says(advisor.start(world, command("/advisor"))) == ["advisor.waiting"]
    gone = only(advisor.withdraw(world, press("advisor.withdraw", CALL.id)), MoveRequest)
    assert gone.request.state is State.CANCELLED
    assert says(advisor.change(world, press("advisor.change", CALL.id)))[-1] == "advisor.ask-edit"


def test_while_the_group_is_out_of_reach_no_number_is_kept_for_a_new_request() -> None:
    world = replace(asking("number", about="A second no", suits="morning", how="phone"), desk_shut=True)

    decision = advisor.number(world, Number(origin(), "+447700900123", own=True))

    assert says(decision) == ["advisor.none-uk"]
    assert decision.changes == (Settle(),)
