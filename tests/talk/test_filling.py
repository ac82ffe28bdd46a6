"""Writing a note: one prompt after the other, all of it skippable, none of it lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import routes
from bot.domain.change import AddNote, Ask, KeepNote, SetMark, Settle
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.note import MOST, Note
from bot.talk import filling
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
    SAM,
    after,
    command,
    facts,
    follow,
    labels,
    only,
    press,
    said,
    says,
    thing,
    words,
)


def begun(form: str, world: Facts | None = None, id_: int = 0) -> tuple[Facts, Decision]:
    world = world or facts()
    decision = filling.begin(world, press("notes.begin", id_, extra=form))
    return after(world, decision), decision


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


def the_note(world: Facts) -> Note:
    (note,) = world.notes
    return note


def test_every_form_can_be_filled_in_from_its_first_prompt_to_its_closing_words() -> None:
    for form in facts().library.forms.values():
        world, decision = begun(form.id)
        for nth, _ in enumerate(form.prompts):
            assert says(decision) == [form.prompts[nth].ask]
            world, decision = on(world, said(f"answer {nth}"))

        assert says(decision)[0] == form.closes
        assert world.question is None or world.question.name == "menu"
        assert list(the_note(world).words.values()) == [f"answer {n}" for n in range(len(form.prompts))]


@pytest.mark.parametrize("typed", ["Save one lesson", "2"])
def test_what_follows_at_the_end_can_be_typed(typed: str) -> None:
    world, _ = begun("after-interview")
    world, _ = on(world, said("Why us?"), said("That's all"))

    _, decision = on(world, said(typed))

    assert says(decision) == ["notes.lesson.lesson"]


def test_each_answer_is_kept_at_once_and_the_form_goes_on() -> None:
    world, _ = begun("after-interview")

    first = routes.decide(world, said("Why us?"))
    second = routes.decide(after(world, first), said("The one on teamwork"))

    assert only(first, AddNote).note.words == {"asked": "Why us?"}
    assert only(second, KeepNote).note.words == {"asked": "Why us?", "landed": "The one on teamwork"}
    assert says(second) == ["notes.after-interview.improve"]


def test_journeys_are_told_of_a_note_with_its_first_answer() -> None:
    world, _ = begun("after-interview", facts(interviews=(ACME, BAKERY)), BAKERY.id)

    decision = routes.decide(world, said("Why us?"))

    assert only(decision, SetMark) == SetMark("note-after-interview", BAKERY.id)


@pytest.mark.parametrize("how", ["", "Skip this", "skip", "pass"])
def test_any_prompt_can_be_skipped(how: str) -> None:
    world, decision = begun("review")

    world, decision = on(world, said(how) if how else follow(decision, "button.skip"))

    assert says(decision) == ["notes.review.guess"]
    assert world.notes == ()


def test_skipping_everything_keeps_nothing_and_says_so() -> None:
    world, decision = begun("review")

    for _ in range(4):
        world, decision = on(world, said("skip"))

    assert says(decision) == ["notes.nothing-written"]
    assert (world.notes, world.question) == ((), None)


def test_after_one_answer_somebody_may_leave_it_at_that() -> None:
    world, first = begun("review")
    assert "button.note-done" not in labels(first)
    world, decision = on(world, said("They asked four questions"))

    world, decision = on(world, follow(decision, "button.note-done"))

    assert says(decision)[0] == "notes.review.closes"
    assert the_note(world).words == {"know": "They asked four questions"}


def test_cancel_keeps_what_was_written_and_says_so() -> None:
    world, _ = begun("after-interview")
    world, _ = on(world, said("Why us?"))

    world, decision = on(world, command("/cancel"))

    assert says(decision) == ["cancel.note"]
    assert "kept in /notes" in words(world, decision)
    assert the_note(world).words == {"asked": "Why us?"}
    assert world.question is None


def test_cancel_before_the_first_answer_leaves_nothing() -> None:
    world, _ = begun("after-interview")

    world, decision = on(world, said("never mind"))

    assert says(decision) == ["cancel.note-empty"]
    assert world.notes == ()


def test_another_command_in_the_middle_loses_nothing() -> None:
    world, _ = begun("after-interview")

    world, _ = on(world, said("Why us?"), command("/log"))

    assert the_note(world).words == {"asked": "Why us?"}


def test_words_come_back_as_they_were_typed() -> None:
    typed = "I said:\n\n«teams» & <trust>,\nمرحبا, 🎉 – and   *that* was it."
    world, _ = begun("lesson")

    world, _ = on(world, said(typed))

    assert the_note(world).words["lesson"] == typed


@pytest.mark.parametrize("letter", ["x", "é", "🎉", "ש"])
def test_the_longest_message_is_kept_whole(letter: str) -> None:
    longest = (letter * 4096)[: 4096 // len(letter.encode("utf-16-le")) * 2]
    world, _ = begun("let-out")

    world, _ = on(world, said(longest))

    assert the_note(world).words["words"] == longest


def test_what_the_app_cut_into_several_messages_becomes_one_answer() -> None:
    world, _ = begun("example")

    world, first = on(world, said("a" * 4096))
    world, second = on(world, said("b" * 4000))
    world, third = on(world, said("and that was it"))

    assert says(first) == says(second) == ["notes.more"]
    assert says(third) == ["notes.example.task"]
    assert the_note(world).words == {"situation": "a" * 4096 + "\n" + "b" * 4000 + "\nand that was it"}


@pytest.mark.parametrize("typed", [None, "no", "There's no more"])
def test_a_long_answer_may_be_all_there_is(typed: str | None) -> None:
    world, _ = begun("let-out")
    world, decision = on(world, said("a" * 4096))

    world, decision = on(world, said(typed) if typed else follow(decision, "button.no-more"))

    assert says(decision) == ["notes.let-out.closes"]
    assert the_note(world).words == {"words": "a" * 4096}


@pytest.mark.parametrize("typed", ["I'd like to talk to someone", "I got the job", "delete", "3", "/", "1."])
def test_whatever_is_typed_is_the_answer(typed: str) -> None:
    world, _ = begun("lesson")

    world, _ = on(world, said(typed))

    assert the_note(world).words["lesson"] == typed


def test_several_facts_may_come_in_one_message() -> None:
    world, _ = begun("facts-about-me")

    world, decision = on(world, said("1. Raised two children\n- Passed my NVQ\n\nNever late in six years"))

    assert the_note(world).words == {
        "first": "Raised two children",
        "second": "Passed my NVQ",
        "third": "Never late in six years",
    }
    assert says(decision) == ["notes.facts-about-me.closes"]


def test_more_facts_than_prompts_are_kept_all_the_same() -> None:
    world, _ = begun("facts-about-me")

    world, _ = on(world, said("one\ntwo\nthree\nfour"))

    assert the_note(world).words["third"] == "three\nfour"


def test_lines_of_a_story_stay_together() -> None:
    world, _ = begun("example")

    world, decision = on(world, said("It was Monday.\nThe till broke."))

    assert the_note(world).words == {"situation": "It was Monday.\nThe till broke."}
    assert says(decision) == ["notes.example.task"]


def test_a_whole_story_may_come_at_once_under_its_headings() -> None:
    world, _ = begun("example")

    world, decision = on(
        world, said("Situation: the till broke\nTask: keep the queue calm\nACTION: I took cash\nby hand")
    )

    assert the_note(world).words == {
        "situation": "the till broke",
        "task": "keep the queue calm",
        "action": "I took cash\nby hand",
    }
    assert says(decision) == ["notes.example.result"]


def test_the_day_of_a_plan_is_kept_as_a_day() -> None:
    world, _ = begun("small-plan")

    world, _ = on(world, said("Ring Dad"), said("Thursday"), said("Update my CV"), said("when I can"))

    assert the_note(world).words == {
        "first": "Ring Dad",
        "first-day": "Thursday 26 November",
        "second": "Update my CV",
        "second-day": "when I can",
    }


def test_without_an_action_no_day_is_asked_for() -> None:
    world, _ = begun("small-plan")

    world, decision = on(world, said("Ring Dad"), said("Thursday"), said("skip"))

    assert says(decision) == ["notes.small-plan.closes"]


MET = replace(ACME, day=date(2026, 11, 18))
"""Acme, last Wednesday."""


# --- which interview -------------------------------------------------------------------------------


def test_with_several_interviews_it_is_asked_which() -> None:
    world, decision = begun("review", facts(interviews=(BAKERY, MET)))
    assert says(decision) == ["notes.which"]

    world, decision = on(world, said("2"))
    world, _ = on(world, said("They were kind"))

    assert the_note(world).interview == BAKERY.id


def test_it_may_be_about_none_of_them() -> None:
    world, decision = begun("review", facts(interviews=(BAKERY, MET)))

    world, _ = on(world, follow(decision, "button.no-job"), said("They were kind"))

    assert the_note(world).interview == 0


def test_words_that_name_no_interview_are_asked_for_again() -> None:
    world, _ = begun("review", facts(interviews=(BAKERY, MET)))

    _, decision = on(world, said("the good one"))

    assert says(decision) == ["notes.which-again"]


def test_a_page_about_an_interview_starts_a_note_about_it() -> None:
    world, _ = begun("review", facts(interviews=(BAKERY, MET)), BAKERY.id)

    world, _ = on(world, said("They were kind"))

    assert the_note(world).interview == BAKERY.id


def test_somebody_elses_interview_is_none() -> None:
    world, _ = begun("lesson", facts(interviews=(BAKERY,)), 4711)

    world, _ = on(world, said("Be early"))

    assert the_note(world).interview == BAKERY.id


# --- odd moments -----------------------------------------------------------------------------------


def test_an_old_button_asks_the_question_that_is_open_again() -> None:
    world, first = begun("review")
    world, _ = on(world, said("They were kind"))

    world, decision = on(world, follow(first, "button.skip"))

    assert says(decision) == ["notes.review.guess"]
    assert the_note(world).words == {"know": "They were kind"}


def test_a_button_of_a_form_that_is_closed_does_nothing() -> None:
    world, first = begun("lesson")
    world, _ = on(world, said("Be early"))

    _, decision = on(world, follow(first, "button.skip"))

    assert decision.toast is not None
    assert not decision.changes


@pytest.mark.parametrize("event", [thing("photo"), said("  "), said("\u200b")])
def test_what_has_no_words_leaves_the_question_open(event: Event) -> None:
    world, _ = begun("lesson")

    world, decision = on(world, event)

    assert says(decision)[-1] == "notes.lesson.lesson"
    assert world.notes == ()


def test_a_form_that_is_gone_from_the_content_traps_nobody() -> None:
    world, _ = begun("lesson")
    world = replace(world, library=replace(world.library, forms={}))

    _, decision = on(world, said("Be early"))

    assert says(decision) == ["notes.over"]
    assert Settle() in decision.changes
    assert filling.begin(world, press("notes.begin", extra="lesson")).toast is not None


def test_there_is_an_end_to_how_much_can_be_kept_and_it_is_said() -> None:
    full = tuple(Note(n, SAM.id, "lesson", words={"lesson": "x"}) for n in range(MOST))

    _, decision = begun("lesson", facts(notes=full))

    assert says(decision) == ["notes.full"]
    assert not decision.changes


def test_a_half_told_interview_is_not_lost_in_silence() -> None:
    world, _ = on(facts(), command("/log Baker at Crumbs"))

    _, decision = begun("lesson", world)

    assert says(decision)[0] == "log.left-behind"


def test_a_forwarded_label_is_an_answer_not_a_press() -> None:
    world, _ = begun("lesson")

    world, _ = on(world, replace(said("Skip this"), forwarded=True))

    assert the_note(world).words == {"lesson": "Skip this"}


def test_without_advisors_no_talk_is_offered_at_the_end() -> None:
    lesson = facts().library.forms["lesson"]
    forms = {"lesson": replace(lesson, then=("talk-to-advisor",))}
    world = facts(desk=None, library=replace(facts().library, forms=forms))
    world, _ = begun("lesson", world)

    _, decision = on(world, said("Be early"))

    assert labels(decision) == ["button.see-notes"]


# --- danger ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(facts().library.forms))
def test_words_of_danger_in_any_answer_bring_help_first_and_are_not_kept(form: str) -> None:
    world, _ = begun(form, facts(interviews=(LOST,)))
    steps = facts().library.forms[form].prompts
    for nth, _ in enumerate(steps):
        met, decision = on(world, said("I can't do this any more, I want to kill myself"))

        assert says(decision) == ["safety.card"]
        assert "kill" not in repr(met.notes)
        assert met.question == world.question
        world, _ = on(world, said(f"answer {nth}"))


def test_after_the_card_the_form_goes_on_where_it_was() -> None:
    world, _ = begun("let-out")
    world, card = on(world, said("I want to end my life"))

    world, decision = on(world, follow(card, "button.carry-on"))

    assert says(decision)[-1] == "notes.let-out.words"
    assert any(isinstance(change, Ask) for change in decision.changes)


def test_low_mood_in_an_answer_is_met_kindly_and_the_answer_is_kept() -> None:
    world, _ = begun("let-out")

    world, decision = on(world, said("I've been crying every day and can't sleep"))

    assert says(decision) == ["safety.low", "notes.let-out.closes"]
    assert the_note(world).words == {"words": "I've been crying every day and can't sleep"}
