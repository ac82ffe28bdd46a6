"""An offer is looked after by button, by command and in plain words, and nothing of it is final."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import routes
from bot.domain.change import Ask, ClearMark, KeepInterview, SetMark, Settle
from bot.domain.decision import Message
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome
from bot.domain.nudge import Fate, Told
from bot.talk import agreed, answered, atwork, offer, outcomes, result
from tests.cast import (
    BAKERY,
    LOST,
    MONDAY,
    after,
    buttons,
    command,
    facts,
    follow,
    only,
    press,
    said,
    says,
    words,
)

ROSE = replace(LOST, id=11, role="Carer", employer="Rosewood", outcome=Outcome.OFFER, outcome_at=MONDAY)
PANS = replace(LOST, id=12, role="Cook", employer="Pans", outcome=Outcome.OFFER, outcome_at=MONDAY)
ONE = facts(interviews=(ROSE,))
TWO = facts(interviews=(ROSE, PANS))


def marked(world: Facts, name: str, about: Interview = ROSE) -> Facts:
    return replace(world, marks=(*world.marks, Mark(name, about.id, MONDAY)))


def effects(decision: object) -> list[str]:
    return [out.effect for out in getattr(decision, "messages", ()) if isinstance(out, Message)]


# --- got it ----------------------------------------------------------------------------------------


def test_an_offer_that_is_written_down_is_celebrated_and_leads_on() -> None:
    world = facts(interviews=(BAKERY,))

    decision = result.record(world, press("result.record", BAKERY.id, BAKERY.version, "offer"))

    assert effects(decision) == ["confetti"]
    assert len(buttons(decision)) <= 6
    assert "before you resign" in words(world, decision)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.OFFER])
def test_nothing_else_is_celebrated(outcome: Outcome) -> None:
    assert outcomes.said(ONE, replace(ROSE, outcome=outcome), 2).effect == ""


def test_a_question_about_an_offer_and_a_second_look_play_no_effect() -> None:
    world = facts(interviews=(BAKERY,))

    assert effects(result.guessed(world, "offer")) == [""]
    assert effects(outcomes.offered(ONE, press("offer.begin", ROSE.id))) == [""]


def test_what_stands_under_the_congratulations_can_be_typed() -> None:
    world = facts(interviews=(BAKERY,))
    won = after(world, result.record(world, press("result.record", BAKERY.id, BAKERY.version, "offer")))

    assert only(routes.decide(won, said("3")), SetMark).name == "accepted"
    assert says(routes.decide(won, said("they want an answer by"))) == ["offer.reply-by.ask"]


# --- /offer ----------------------------------------------------------------------------------------


def test_without_an_offer_the_command_says_how_to_tell_of_one() -> None:
    assert says(offer.offer(facts(), command("/offer"))) == ["offer.none"]


def test_the_only_offer_is_shown_and_of_several_one_is_picked() -> None:
    assert says(offer.offer(ONE, command("/offer"))) == ["offer.view"]
    several = offer.offer(TWO, command("/offer"))
    assert says(several) == ["offer.several"]
    assert "Rosewood" in words(TWO, offer.offer(TWO, command("/offer Carer at Rosewood")))
    assert says(routes.decide(after(TWO, several), said("1"))) == ["offer.view"]


@pytest.mark.parametrize("name", ["", "accepted", "declined", "fell-through", "left-job"])
@pytest.mark.parametrize("started", [False, True])
def test_wherever_it_stands_it_can_be_shown_with_few_buttons(name: str, started: bool) -> None:
    day = MONDAY.date() - timedelta(days=3) if started else None
    world = facts(interviews=(replace(ROSE, start_day=day),))
    world = marked(world, name) if name else world

    for shown in (offer.show, offer.more):
        decision = shown(world, press("offer.show", ROSE.id))
        assert words(world, decision)
        assert 1 <= len(buttons(decision)) <= 6


def test_a_button_of_somebody_elses_offer_or_of_none_does_nothing() -> None:
    for action in ("offer.show", "offer.accept", "offer.no", "offer.writing", "offer.undo", "offer.more"):
        assert routes.decide(ONE, press(action, 999)).toast is not None
    world = facts(interviews=(BAKERY,))
    assert routes.decide(world, press("offer.accept", BAKERY.id)).toast is not None


# --- yes, no, gone ---------------------------------------------------------------------------------


def test_a_yes_says_that_writing_comes_before_resigning() -> None:
    decision = answered.accept(ONE, press("offer.accept", ROSE.id))

    assert only(decision, SetMark) == SetMark("accepted", ROSE.id)
    assert "before you resign" in words(ONE, decision)


def test_a_yes_offers_to_tell_the_others_and_asks_nothing() -> None:
    world = facts(interviews=(ROSE, PANS, BAKERY))

    decision = answered.accept(world, press("offer.accept", ROSE.id))

    assert says(decision) == ["offer.done.accepted", "offer.others"]
    assert [(b.id, b.extra) for b in buttons(decision)[-2:]] == [
        (PANS.id, "decline"),
        (BAKERY.id, "withdraw"),
    ]
    assert not [change for change in decision.changes if isinstance(change, Ask)]


def test_a_no_is_thought_of_before_it_is_noted() -> None:
    first = answered.say_no(ONE, press("offer.no", ROSE.id))

    assert first.changes == ()
    assert "work coach" in words(ONE, first)
    done = answered.decline(ONE, follow(first, "button.i-said-no"))
    assert only(done, SetMark) == SetMark("declined", ROSE.id)


def test_an_offer_that_fell_through_is_met_kindly_and_nothing_is_asked() -> None:
    decision = answered.fell_through(ONE, press("offer.fell-through", ROSE.id))

    assert only(decision, SetMark) == SetMark("fell-through", ROSE.id)
    assert words(ONE, decision).startswith("I'm sorry, Sam.")
    assert "result.leave-today" in [button.action for button in buttons(decision)]


@pytest.mark.parametrize("action", ["offer.accept", "offer.decline", "offer.fell-through", "offer.left"])
def test_whatever_was_noted_is_taken_back_by_one_button(action: str) -> None:
    done = routes.decide(ONE, press(action, ROSE.id))
    world = after(ONE, done)
    back = routes.decide(world, follow(done, "button.undo-answer"))

    assert only(back, ClearMark).interview == ROSE.id
    assert after(world, back).marks == ()
    assert routes.decide(ONE, follow(done, "button.undo-answer")).toast is not None  # pressed once more


def test_what_is_noted_already_is_not_noted_twice() -> None:
    world = marked(ONE, "accepted")

    assert answered.accept(world, press("offer.accept", ROSE.id)).changes == ()


def test_a_button_without_a_job_asks_which_where_there_are_several() -> None:
    decision = answered.accept(TWO, press("offer.accept"))

    assert says(decision) == ["offer.which"]
    assert {button.action for button in buttons(decision)} == {"offer.accept"}


def test_having_it_in_writing_is_the_tick_of_that_item() -> None:
    decision = answered.in_writing(ONE, press("offer.writing", ROSE.id))

    assert only(decision, SetMark) == SetMark("tick-offer-writing", ROSE.id)


# --- the two days ----------------------------------------------------------------------------------


def test_a_first_day_in_words_is_shown_with_its_weekday_and_kept_after_a_yes() -> None:
    world = after(ONE, agreed.ask(ONE, press("offer.ask-day", ROSE.id, extra="start")))

    shown = routes.decide(world, said("the 4th of January"))
    assert "Monday 4 January" in words(world, shown)
    kept = routes.decide(after(world, shown), said("yes"))

    assert only(kept, KeepInterview).interview.start_day == date(2027, 1, 4)
    assert only(kept, Settle) == Settle()


def test_another_day_can_be_said_instead_and_a_no_asks_again() -> None:
    world = after(ONE, agreed.ask(ONE, press("offer.ask-day", ROSE.id, extra="start")))
    world = after(world, routes.decide(world, said("4 January")))

    assert says(routes.decide(world, said("no"))) == ["offer.start.ask"]
    assert "Monday 11 January" in words(world, routes.decide(world, said("no, 11 January")))


def test_a_day_off_is_pointed_out() -> None:
    world = after(ONE, agreed.ask(ONE, press("offer.ask-day", ROSE.id, extra="start")))

    assert says(routes.decide(world, said("Sunday 3 January"))) == ["offer.start.check-free"]


@pytest.mark.parametrize(
    ("which", "answer", "say"),
    [
        ("start", "purple", "offer.start.again"),
        ("start", "3 March 2026", "offer.start.odd"),
        ("reply-by", "yesterday", "offer.reply-by.odd"),
        ("reply-by", "soon", "offer.reply-by.again"),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again(which: str, answer: str, say: str) -> None:
    world = after(ONE, agreed.ask(ONE, press("offer.ask-day", ROSE.id, extra=which)))

    assert says(routes.decide(world, said(answer))) == [say]


def test_an_answer_day_can_be_pressed_or_be_none() -> None:
    asked = agreed.ask(ONE, press("offer.ask-day", ROSE.id, extra="reply-by"))
    world = after(ONE, asked)
    day = buttons(asked)[1]

    kept = routes.decide(world, press(day.action, day.id, day.version, day.extra))
    assert only(kept, KeepInterview).interview.reply_by == date.fromordinal(day.version)
    none = routes.decide(world, said("They gave no day"))
    assert says(none) == ["offer.reply-by.none"]
    assert only(none, Settle) == Settle()


def test_a_stale_or_forged_day_writes_nothing() -> None:
    for number in (0, -5, 10**9):
        decision = agreed.keep(ONE, press("offer.keep-day", ROSE.id, number, "start"))
        assert not [change for change in decision.changes if isinstance(change, KeepInterview)]
    assert agreed.keep(ONE, press("offer.keep-day", ROSE.id, 5, "purple")).toast is not None


def test_an_offer_that_went_away_in_mid_question_ends_the_question() -> None:
    world = after(ONE, agreed.ask(ONE, press("offer.ask-day", ROSE.id, extra="start")))

    decision = routes.decide(replace(world, interviews=()), said("4 January"))

    assert only(decision, Settle) == Settle()


# --- in plain words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("I accepted", "accepted"),
        ("I've accepted the job", "accepted"),
        ("I turned it down", "declined"),
        ("I said no to the offer", "declined"),
        ("they withdrew the offer", "fell-through"),
        ("the job offer fell through", "fell-through"),
        ("I left that job", "left-job"),
    ],
)
def test_what_became_of_it_can_be_told_in_words_and_waits_for_a_yes(typed: str, mark: str) -> None:
    asked = routes.decide(ONE, said(typed))

    assert says(asked) == [f"offer.confirm.{mark}"]
    done = routes.decide(after(ONE, asked), said("yes"))
    assert only(done, SetMark) == SetMark(mark, ROSE.id)
    assert says(routes.decide(after(ONE, asked), said("no"))) == ["offer.view"]


def test_without_an_offer_such_words_mean_what_they_meant() -> None:
    world = facts(interviews=(BAKERY,))

    assert says(routes.decide(world, said("I turned it down"))) == ["result.confirm-plain"]
    assert says(routes.decide(world, said("I accepted the job"))) == ["result.confirm-glad"]
    assert says(routes.decide(world, said("they withdrew the offer"))) == ["offer.unknown"]


@pytest.mark.parametrize(
    ("typed", "about"),
    [("I accepted the Rosewood offer", ROSE.id), ("I turned down the Pans job", PANS.id)],
)
def test_of_two_offers_the_one_that_is_named_is_meant(typed: str, about: int) -> None:
    asked = routes.decide(TWO, said(typed))

    assert only(asked, Ask).question.about == about
    assert says(routes.decide(TWO, said("I accepted the offer"))) == ["offer.which"]


def test_the_days_can_be_told_in_passing() -> None:
    assert says(routes.decide(ONE, said("I start on 4 January"))) == ["offer.start.check"]
    assert says(routes.decide(ONE, said("They want an answer by Friday"))) == ["offer.reply-by.check"]


def test_of_several_offers_the_one_that_was_accepted_has_the_first_day() -> None:
    world = marked(TWO, "accepted")

    decision = routes.decide(world, said("I start on 4 January"))

    assert only(decision, Ask).question.about == ROSE.id


def test_a_first_day_is_about_the_job_that_is_named_even_where_another_was_accepted() -> None:
    for world in (TWO, marked(TWO, "accepted")):
        decision = routes.decide(world, said("I start at Pans on 4 January"))

        assert says(decision) == ["offer.start.check"]
        assert only(decision, Ask).question.about == PANS.id


def test_where_it_is_not_clear_which_job_begins_its_button_keeps_the_day() -> None:
    which = routes.decide(TWO, said("I start on 4 January"))

    kept = routes.decide(TWO, follow(which, "button.job"))

    assert only(kept, KeepInterview).interview.start_day == date(2027, 1, 4)


# --- at work ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("extra", ["day-good", "day-mixed", "day-bad"])
def test_every_answer_about_a_first_day_is_met(extra: str) -> None:
    decision = atwork.said(ONE, press("work.said", ROSE.id, extra=extra))

    assert says(decision) == [f"work.{extra}"]
    assert ("advisor.start" in [b.action for b in buttons(decision)]) == (extra != "day-good")


@pytest.mark.parametrize(("weeks", "stretch"), [(1, "week"), (4, "month"), (11, "probation")])
@pytest.mark.parametrize("extra", ["well", "unsure"])
def test_an_answer_fits_how_long_they_have_been_there(weeks: int, stretch: str, extra: str) -> None:
    began = MONDAY.date() - timedelta(weeks=weeks)
    world = facts(interviews=(replace(ROSE, start_day=began),))

    assert says(atwork.said(world, press("work.said", ROSE.id, extra=extra))) == [f"work.{extra}-{stretch}"]


def test_where_nobody_can_call_no_talk_is_offered() -> None:
    world = replace(ONE, desk=None)

    for extra in ("day-bad", "unsure"):
        found = buttons(atwork.said(world, press("work.said", ROSE.id, extra=extra)))
        assert "advisor.start" not in [button.action for button in found]


def test_how_the_first_day_was_can_be_typed() -> None:
    came = Told("interview:11/first-day/how/1", Fate.SENT, MONDAY, MONDAY, ROSE.id)
    world = replace(ONE, told=(came,), now=MONDAY + timedelta(hours=1))

    assert says(routes.decide(world, said("bad"))) == ["work.day-bad"]
