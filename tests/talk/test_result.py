"""A result is asked for kindly, written down once, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import routes
from bot.domain.change import AddInterview, Ask, KeepInterview, SetMark, Settle
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.talk import log, plain, result
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
    MONDAY,
    after,
    buttons,
    command,
    facts,
    follow,
    labels,
    only,
    press,
    said,
    says,
    strips,
    words,
)

ONE = facts(interviews=(BAKERY,))
TWO = facts(interviews=(BAKERY, replace(ACME, day=BAKERY.day)))


def asked(world: Facts = ONE) -> Decision:
    return result.result(world, command("/result"))


def test_with_one_open_interview_nobody_is_asked_which() -> None:
    assert says(asked()) == ["result.what"]
    assert "Baker at Crumbs" in words(ONE, asked())


def test_with_several_the_job_is_chosen_first() -> None:
    decision = asked(TWO)

    assert says(decision) == ["result.which"]
    chosen = result.about(
        TWO, next(press("result.about", b.id, b.version) for b in buttons(decision) if b.id == 7)
    )
    assert "Data analyst at Acme" in words(TWO, chosen)


def test_an_interview_that_is_over_is_meant_before_one_that_is_ahead() -> None:
    world = facts(interviews=(BAKERY, ACME))

    assert says(asked(world)) == ["result.what"]
    assert "Baker at Crumbs" in words(world, asked(world))


def test_a_job_that_is_named_is_meant_though_its_interview_is_still_ahead() -> None:
    ahead = replace(BAKERY, id=3, employer="Fresh Box", role="Driver", day=date(2026, 12, 20))
    world = facts(interviews=(BAKERY, ahead))

    decision = plain.said(world, said("they offered me the Fresh Box job!"))

    assert "Driver at Fresh Box" in words(world, decision)


def test_every_outcome_is_offered() -> None:
    told = ["got-it", "not-this-time", "nothing-yet", "another-round", "i-withdrew"]

    assert labels(asked())[:5] == [f"button.{name}" for name in told]


@pytest.mark.parametrize(
    ("label", "outcome"),
    [("got-it", Outcome.OFFER), ("not-this-time", Outcome.REJECTED), ("i-withdrew", Outcome.WITHDREW)],
)
def test_a_result_is_written_down_with_its_moment(label: str, outcome: Outcome) -> None:
    decision = result.record(ONE, follow(asked(), f"button.{label}"))

    kept = only(decision, KeepInterview).interview
    assert (kept.outcome, kept.outcome_at) == (outcome, MONDAY)
    assert strips(decision) == [100]


def test_a_no_is_acknowledged_and_nothing_else() -> None:
    world = replace(ONE, turn=0)
    decision = result.record(world, follow(asked(), "button.not-this-time"))

    for turn in (0, 1):
        text = words(replace(world, turn=turn), decision).split("\n[")[0].casefold()
        assert "sorry" in text
        for advice in ("feedback", "apply", "next time", "try", "learn", "at least", "🎉", "!"):
            assert advice not in text


def test_a_no_leaves_the_rest_to_buttons() -> None:
    decision = result.record(ONE, follow(asked(), "button.not-this-time"))

    assert labels(decision) == [
        "button.leave-me-today",
        "button.help-me-understand",
        "button.ask-for-feedback",
        "button.talk-to-advisor",
        "button.undo-result",
    ]


def test_without_a_desk_no_advisor_is_offered() -> None:
    world = replace(ONE, desk=None)

    decision = result.record(world, follow(asked(world), "button.not-this-time"))

    assert "button.talk-to-advisor" not in labels(decision)


def test_an_offer_is_congratulated_and_nobody_resigns_too_early() -> None:
    text = words(ONE, result.record(ONE, follow(asked(), "button.got-it")))

    assert "🎉" in text
    assert "in writing, with no conditions left, before you resign" in text


def test_nothing_yet_is_a_note_and_no_result() -> None:
    decision = result.record(ONE, follow(asked(), "button.nothing-yet"))

    assert only(decision, SetMark) == SetMark("nothing-yet", BAKERY.id)
    assert not [change for change in decision.changes if isinstance(change, KeepInterview)]


def test_another_round_is_the_same_job_and_follows_the_first() -> None:
    decision = result.record(ONE, follow(asked(), "button.another-round"))
    assert only(decision, KeepInterview).interview.outcome is Outcome.ANOTHER_ROUND

    world = after(ONE, decision)
    echo = log.said(world, said("next Tuesday at 10am"))
    world = after(world, echo)
    check = log.pick(world, follow(echo, "button.gave-none"))
    saved = only(log.pick(after(world, check), follow(check, "button.right")), AddInterview).interview

    assert (saved.role, saved.employer, saved.follows) == ("Baker", "Crumbs", BAKERY.id)


def test_another_round_without_a_day_is_waited_for() -> None:
    decision = result.record(ONE, follow(asked(), "button.another-round"))
    world = after(ONE, decision)

    later = log.pick(world, follow(decision, "button.day-unknown"))

    assert says(later) == ["result.later"]
    assert only(later, Settle) == Settle()


@pytest.mark.parametrize(
    "line", ["Crumbs said no", "Crumbs turned me down", "rejected by Crumbs", "/result no"]
)
def test_a_no_told_in_one_line_is_written_down_once_a_button_says_so(line: str) -> None:
    event = command(line) if line.startswith("/") else said(line)

    decision = routes.decide(ONE, event)

    assert says(decision) == ["result.confirm-sorry"]
    assert follow(decision, "button.note-it").extra == "rejected"


@pytest.mark.parametrize("line", ["no news from Crumbs yet", "Crumbs have not said anything"])
def test_no_news_is_not_a_no(line: str) -> None:
    assert "result.confirm-sorry" not in says(routes.decide(ONE, said(line)))


def test_a_result_can_be_taken_back() -> None:
    told = result.record(ONE, follow(asked(), "button.not-this-time"))
    world = after(ONE, told)

    back = result.undo(world, follow(told, "button.undo-result"))

    kept = only(back, KeepInterview).interview
    assert (kept.outcome, kept.outcome_at) == (None, None)
    assert says(back) == ["result.undone", "result.what"]
    assert "button.got-it" in labels(back)


def test_after_an_undo_the_new_buttons_work() -> None:
    told = result.record(ONE, follow(asked(), "button.not-this-time"))
    world = after(ONE, told)
    back = result.undo(world, follow(told, "button.undo-result"))
    world = after(world, back)

    again = result.record(world, follow(back, "button.got-it"))

    assert only(again, KeepInterview).interview.outcome is Outcome.OFFER


def test_the_same_button_pressed_twice_writes_once() -> None:
    tell = follow(asked(), "button.not-this-time")
    world = after(ONE, result.record(ONE, tell))

    again = result.record(world, tell)

    assert again.changes == ()
    assert again.toast is not None


def test_another_result_needs_a_button_that_names_it() -> None:
    tell = asked()
    world = after(ONE, result.record(ONE, follow(tell, "button.not-this-time")))

    doubt = result.record(world, follow(tell, "button.got-it"))

    assert doubt.changes == ()
    assert says(doubt) == ["result.already"]
    changed = result.correct(world, follow(doubt, "button.change-to"))
    assert only(changed, KeepInterview).interview.outcome is Outcome.OFFER


def test_an_old_button_is_answered_with_a_fresh_question() -> None:
    moved = facts(interviews=(replace(BAKERY, version=4),))

    decision = result.record(moved, press("result.record", BAKERY.id, 2, "rejected"))

    assert says(decision) == ["result.what"]
    assert not [change for change in decision.changes if isinstance(change, KeepInterview)]


def test_the_buttons_of_a_nudge_mean_the_interview_as_it_is() -> None:
    moved = facts(interviews=(replace(BAKERY, version=4),))

    decision = result.record(moved, press("result.record", BAKERY.id, 0, "rejected"))

    assert only(decision, KeepInterview).interview.outcome is Outcome.REJECTED


@pytest.mark.parametrize("handler", [result.record, result.correct, result.undo, result.about])
def test_somebody_elses_interview_cannot_get_a_result(handler) -> None:  # type: ignore[no-untyped-def]
    decision = handler(ONE, press("result.record", 4711, 1, "rejected"))

    assert (decision.messages, decision.changes) == ((), ())
    assert decision.toast is not None


@pytest.mark.parametrize("extra", ["", "hired", "REJECTED", "offer:offer"])
@pytest.mark.parametrize("id_", [0, BAKERY.id])
def test_a_forged_result_changes_nothing(extra: str, id_: int) -> None:
    assert result.record(ONE, press("result.record", id_, 0, extra)).changes == ()


def test_with_nothing_logged_the_job_is_asked_for_and_both_are_saved() -> None:
    world = facts()
    what = result.result(world, command("/result"))
    world = after(world, what)
    job = result.record(world, follow(what, "button.not-this-time"))
    assert "sorry" in words(world, job).casefold()
    world = after(world, job)
    day = log.said(world, said("Baker at Crumbs"))
    world = after(world, day)
    echo = log.said(world, said("last Thursday"))
    world = after(world, echo)
    assert "Result: not this time" in words(world, echo)

    saved = log.pick(world, follow(echo, "button.right"))

    made = only(saved, AddInterview).interview
    assert (made.employer, made.outcome, made.outcome_at) == ("Crumbs", Outcome.REJECTED, MONDAY)
    assert says(saved) == ["result.rejected"]


def test_an_application_that_led_to_no_interview_needs_no_date() -> None:
    world = facts()
    what = result.result(world, command("/result"))
    job = result.record(world, follow(what, "button.no-interview"))
    world = after(world, job)
    echo = log.said(world, said("Baker at Crumbs"))
    world = after(world, echo)

    saved = only(log.pick(world, follow(echo, "button.right")), AddInterview).interview

    assert (saved.day, saved.outcome) == (None, Outcome.NOT_SHORTLISTED)


def test_a_result_logged_at_once_can_be_taken_back() -> None:
    world = facts()
    job = result.record(world, follow(result.result(world, command("/result")), "button.no-interview"))
    world = after(world, job)
    echo = log.said(world, said("Baker at Crumbs"))
    world = after(world, echo)
    saved = log.pick(world, follow(echo, "button.right"))
    world = after(world, saved)

    back = result.undo(world, follow(saved, "button.undo-result"))

    assert only(back, KeepInterview).interview.outcome is None


def test_the_second_round_of_an_unlogged_job_is_asked_for_at_once() -> None:
    world = facts()
    job = result.record(world, follow(result.result(world, command("/result")), "button.another-round"))
    world = after(world, job)
    day = log.said(world, said("Baker at Crumbs"))
    world = after(world, day)
    echo = log.pick(world, follow(day, "button.day-unknown"))
    world = after(world, echo)

    saved = log.pick(world, follow(echo, "button.right"))

    made = only(saved, AddInterview).interview
    question = only(saved, Ask).question
    assert made.outcome is Outcome.ANOTHER_ROUND
    assert question.draft["follows"] == str(made.id)
    assert question.draft["id"] != str(made.id)


@pytest.mark.parametrize("typed", ["not this time", "Not this time.", "2"])
def test_an_outcome_can_be_typed(typed: str) -> None:
    world = after(ONE, asked())

    decision = result.said(world, said(typed))

    assert only(decision, KeepInterview).interview.outcome is Outcome.REJECTED
    assert strips(decision) == []


def test_an_outcome_told_in_other_words_is_confirmed_first() -> None:
    world = after(ONE, asked())

    doubt = result.said(world, said("they turned me down"))

    assert not [change for change in doubt.changes if isinstance(change, KeepInterview)]
    done = result.record(world, follow(doubt, "button.note-it"))
    assert only(done, KeepInterview).interview.outcome is Outcome.REJECTED


def test_words_that_tell_no_outcome_are_asked_about_again() -> None:
    world = after(ONE, asked())

    decision = result.said(world, said("purple monkey"))

    assert says(decision) == ["result.again"]
    assert "button.got-it" in labels(decision)


def test_the_job_can_be_typed_by_its_number() -> None:
    world = after(TWO, asked(TWO))

    assert "What happened with" in words(world, result.said(world, said("2")))


def test_a_result_can_follow_the_command_in_one_line() -> None:
    decision = result.result(ONE, command("/result not this time"))

    assert only(decision, KeepInterview).interview.outcome is Outcome.REJECTED


def test_an_answered_question_is_over_and_another_one_stays() -> None:
    world = after(ONE, asked())
    tell = follow(asked(), "button.not-this-time")

    assert only(result.record(world, tell), Settle) == Settle()
    drafting = after(ONE, log.log(ONE, command("/log Cook at Pans")))
    assert not [change for change in result.record(drafting, tell).changes if isinstance(change, Settle)]


def test_a_closed_interview_tells_its_result_and_offers_to_undo() -> None:
    world = facts(interviews=(LOST,))

    decision = result.about(world, press("result.about", LOST.id))

    assert "not this time" in words(world, decision)
    assert labels(decision) == ["button.undo-result"]


@pytest.mark.parametrize("outcome", [*Outcome])
def test_every_result_has_words_even_for_a_job_without_a_name(outcome: Outcome) -> None:
    bare = replace(BAKERY, role="", employer="")
    world = facts(interviews=(bare,), person=replace(ONE.person, first_name=""))

    decision = result.record(world, press("result.record", bare.id, 0, outcome.value))

    assert words(world, decision)
    assert "{" not in words(world, decision)
