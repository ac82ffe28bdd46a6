"""/plan: what becomes of small steps, said kindly, by button or by typing; and whether they helped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import routes
from bot.domain.action import Action, Stage
from bot.domain.change import KeepAction
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.domain.note import Note
from tests.cast import (
    BAKERY,
    MONDAY,
    SAM,
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
    words,
)

STORY = Action(31, SAM.id, "fb-examples", "story", date(2026, 11, 26), at=MONDAY)
MOCK = Action(32, SAM.id, "fb-nerves", "mock", date(2026, 11, 25), at=MONDAY)
ONE = facts(actions=(STORY,))
TWO = facts(actions=(STORY, MOCK))
DONE = replace(STORY, stage=Stage.DONE, ended_at=MONDAY - timedelta(days=5))


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


def test_the_plan_shows_each_step_with_its_day_and_its_test_and_one_thing_to_keep() -> None:
    kept = Note(5, SAM.id, "feedback", 0, {"said": "x", "keep": "my bread"}, MONDAY)

    shown = words(TWO, routes.decide(replace(TWO, notes=(kept,)), command("/plan")))

    assert "1. Build one example, by Thursday 26 November" in shown
    assert "2. Try a practice run, by Wednesday 25 November" in shown
    assert "It's done when" in shown
    assert "One thing to keep: my bread" in shown


def test_without_steps_it_says_so_and_offers_where_to_begin() -> None:
    decision = routes.decide(facts(), command("/plan"))

    assert says(decision) == ["plan.none"]
    assert labels(decision) == ["button.save-feedback", "button.start-review", "button.all-themes"]


@pytest.mark.parametrize("how", ["I've done it", "done", "1", "done 1", "Done!", ""])
def test_a_step_is_done_by_button_or_by_typing(how: str) -> None:
    world, decision = on(ONE, command("/plan"))

    decision = routes.decide(world, said(how) if how else follow(decision, "button.plan-done-it"))

    kept = only(decision, KeepAction).action
    assert (kept.id, kept.stage, kept.ended_at) == (STORY.id, Stage.DONE, MONDAY)
    assert says(decision) == ["plan.done"]
    assert "!" not in words(ONE, decision)


@pytest.mark.parametrize("how", ["I've done 2", "done 2", "2 done"])
def test_of_two_steps_the_number_says_which(how: str) -> None:
    world, _ = on(TWO, command("/plan"))

    decision = routes.decide(world, said(how))

    assert only(decision, KeepAction).action.id == MOCK.id
    assert says(decision) == ["plan.done", "plan.whole"]


@pytest.mark.parametrize("how", ["done", "1", "2", "done 7", "drop"])
def test_where_it_is_not_clear_which_it_is_asked_and_nothing_is_changed(how: str) -> None:
    world, _ = on(TWO, command("/plan"))

    decision = routes.decide(world, said(how))

    assert says(decision)[0] == "plan.which"
    assert not [change for change in decision.changes if isinstance(change, KeepAction)]


def test_a_step_made_smaller_reads_differently_and_moves_out_of_the_past() -> None:
    late = replace(ONE, actions=(replace(STORY, day=date(2026, 11, 20)),))
    world, _ = on(late, command("/plan"))

    world, decision = on(world, said("too big"))

    assert (world.actions[0].smaller, world.actions[0].day) == (True, date(2026, 11, 24))
    assert "Write one line about what you did" in words(world, decision)
    assert "plan.smallest" in says(on(world, said("smaller"))[1])


def test_a_step_can_be_dropped() -> None:
    world, _ = on(ONE, command("/plan"))

    world, decision = on(world, said("drop it"))

    assert says(decision) == ["plan.dropped"]
    assert (world.actions[0].stage, world.plan) == (Stage.DROPPED, ())


@pytest.mark.parametrize("how", ["done", "drop it"])
@pytest.mark.parametrize("back", ["Put it back", ""])
def test_a_step_that_is_done_or_dropped_can_be_put_back(how: str, back: str) -> None:
    world, ended = on(ONE, command("/plan"), said(how))

    world, decision = on(world, said(back) if back else follow(ended, "button.undo-step"))

    assert says(decision) == ["plan.reopened", "plan.whole"]
    assert (world.actions[0].stage, world.actions[0].ended_at) == (Stage.OPEN, None)


@pytest.mark.parametrize("back", ["Put it back", ""])
def test_one_of_two_steps_can_be_put_back(back: str) -> None:
    world, ended = on(TWO, command("/plan"), said("drop 2"))

    world, decision = on(world, said(back) if back else follow(ended, "button.undo-step"))

    assert len(world.plan) == 2
    assert routes.decide(world, follow(ended, "button.undo-step")).changes == decision.changes[1:]


def test_a_step_is_put_back_only_where_there_is_room() -> None:
    world, ended = on(TWO, command("/plan"), said("drop 2"))
    third = replace(MOCK, id=33, step="keyword")
    full = replace(world, actions=(*world.actions, third))

    decision = routes.decide(full, follow(ended, "button.undo-step"))

    assert says(decision) == ["plan.two-open", "plan.whole"]
    assert not [change for change in decision.changes if isinstance(change, KeepAction)]


@pytest.mark.parametrize("does", ["plan.done", "plan.smaller", "plan.drop"])
def test_an_old_button_changes_nothing_and_shows_how_it_stands(does: str) -> None:
    changed = replace(ONE, actions=(replace(STORY, version=2),))

    stale = routes.decide(changed, press(does, STORY.id, 1))
    strange = routes.decide(facts(), press(does, STORY.id, 1))

    assert says(stale) == ["plan.whole"]
    assert strange.toast is not None
    assert strange.changes == ()


def test_other_words_after_the_plan_are_read_as_ever() -> None:
    world, _ = on(TWO, command("/plan"))

    assert says(routes.decide(world, said("show my notes"))) == ["notes.none"]


def test_a_plan_that_is_looked_at_pushes_no_answer_aside() -> None:
    world, _ = on(TWO, command("/log Baker at Loaf"))

    after_look, _ = on(world, command("/plan"))

    assert after_look.question == world.question


def test_a_step_that_content_has_no_more_is_a_step_all_the_same() -> None:
    gone = facts(actions=(replace(STORY, step="gone"), replace(MOCK, theme="fb-gone")))

    shown = words(gone, routes.decide(gone, command("/plan")))

    assert "1. A step, by Thursday 26 November" in shown


@pytest.mark.parametrize("line", ["show my plan", "what's my plan"])
def test_plain_words_show_it(line: str) -> None:
    assert says(routes.decide(TWO, said(line))) == ["plan.whole"]


# --- whether it helped -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "stage", "say"),
    [
        ("yes", Stage.KEPT, "plan.kept"),
        ("a bit", Stage.KEPT, "plan.kept"),
        ("2", Stage.KEPT, "plan.kept"),
        ("no", Stage.RETIRED, "plan.retired"),
        ("No, it didn't help", Stage.RETIRED, "plan.retired"),
    ],
)
def test_after_the_next_interview_it_is_asked_whether_a_step_helped(how: str, stage: Stage, say: str) -> None:
    world = facts(actions=(DONE,), interviews=(replace(BAKERY, outcome=Outcome.REJECTED),))
    world, decision = on(world, command("/plan"))
    assert says(decision)[-1] == "plan.helped"

    world, decision = on(world, said(how))

    assert says(decision) == [say]
    assert world.actions[0].stage is stage
    assert "plan.helped" not in says(routes.decide(world, command("/plan")))


def test_notes_on_the_next_interview_ask_it_too() -> None:
    world = facts(actions=(DONE,), interviews=(BAKERY,))
    assert "plan.helped" not in says(routes.decide(world, command("/plan")))

    world, decision = on(world, press("notes.begin", BAKERY.id, extra="lesson"), said("Be early"))

    assert says(decision) == ["notes.lesson.closes", "plan.helped"]
    assert says(on(world, said("yes"))[1]) == ["plan.kept"]


def test_it_is_not_asked_before_an_interview_or_of_what_was_not_done() -> None:
    over = (replace(BAKERY, outcome=Outcome.REJECTED),)
    later = replace(DONE, ended_at=MONDAY)

    for action in (later, STORY, replace(DONE, stage=Stage.DROPPED)):
        shown = routes.decide(facts(actions=(action,), interviews=over), command("/plan"))
        assert "plan.helped" not in says(shown)


def test_every_button_of_the_plan_fits_and_differs() -> None:
    shown = routes.decide(TWO, command("/plan"))

    data = [button.data for button in buttons(shown)]
    assert len(set(data)) == len(data) == 6
