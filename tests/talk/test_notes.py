"""/notes: what was written is found again, word for word, and can be changed and deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.botapi import render
from bot.domain.change import ClearMark, DropNote, KeepNote, Settle
from bot.domain.decision import Decision, Message
from bot.domain.note import Note
from bot.domain.text import unmarked
from bot.talk import notes
from tests.cast import (
    ACME,
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

LESSON = Note(31, SAM.id, "lesson", BAKERY.id, {"lesson": "Be early, & smile"}, MONDAY)
REVIEW = Note(32, SAM.id, "review", ACME.id, {"know": "Four questions", "keep": "My eye contact"}, MONDAY)
SECRET = Note(33, SAM.id, "let-out", 0, {"words": "I was so angry with them"}, MONDAY)
WORLD = facts(interviews=(BAKERY, ACME), notes=(LESSON, REVIEW, SECRET))


def shown() -> Decision:
    return notes.notes(WORLD, command("/notes"))


def read(note: Note) -> Decision:
    return notes.open_(WORLD, press("notes.open", note.id))


def test_the_newest_comes_first_with_what_it_is_about_and_how_it_begins() -> None:
    lines = words(WORLD, shown()).splitlines()

    assert lines[2:5] == [
        "1. Something to let out, Monday 23 November",
        "2. A fair review, Data analyst at Acme, Monday 23 November: Four questions",
        "3. One lesson, Baker at Crumbs, Monday 23 November: Be early, & smile",
    ]


def test_notes_about_one_interview_stand_together() -> None:
    again = replace(LESSON, id=40)
    world = replace(WORLD, notes=(*WORLD.notes, again))

    order = [button.id for button in buttons(notes.notes(world, command("/notes")))[:4]]

    assert order == [again.id, LESSON.id, SECRET.id, REVIEW.id]


def test_of_a_private_note_no_word_shows_until_it_is_opened() -> None:
    assert "angry" not in words(WORLD, shown())
    assert "angry" in words(WORLD, read(SECRET))


def test_an_empty_list_offers_to_write_one() -> None:
    decision = notes.notes(facts(), command("/notes"))

    assert says(decision) == ["notes.none"]
    assert labels(decision) == ["button.write-note"]


def test_a_note_is_read_whole_under_its_headings() -> None:
    assert words(WORLD, read(REVIEW)).splitlines()[:8] == [
        "A fair review, Data analyst at Acme",
        "Monday 23 November",
        "",
        "What I know",
        "Four questions",
        "",
        "One to keep",
        "My eye contact",
    ]


@pytest.mark.parametrize("typed", ["2", "2.", "Read note 2"])
def test_a_note_is_opened_by_typing_too(typed: str) -> None:
    world = after(WORLD, shown())

    decision = routes.decide(world, said(typed))

    assert says(decision) == ["notes.note"]
    assert "Four questions" in words(world, decision)


def test_a_note_that_has_gone_since_the_list_was_shown_is_not_opened() -> None:
    world = replace(after(WORLD, shown()), notes=(LESSON,))

    assert says(routes.decide(world, said("2"))) == ["notes.over"]


def test_other_words_after_the_list_are_read_as_if_there_had_been_none() -> None:
    world = after(WORLD, shown())

    decision = routes.decide(world, said("what happens next?"))

    assert says(decision)[0].startswith("next.")


def test_a_long_list_comes_in_pages_and_none_is_left_out() -> None:
    many = replace(WORLD, notes=tuple(replace(LESSON, id=n) for n in range(100, 115)))
    seen: list[int] = []
    decision = notes.notes(many, command("/notes"))

    while True:
        seen += [button.id for button in buttons(decision) if button.label == "button.read-note"]
        many = after(many, decision)
        if "button.show-more" not in labels(decision):
            break
        decision = routes.decide(many, said("Show more"))

    assert seen == list(range(114, 99, -1))
    assert says(routes.decide(many, said("14"))) == ["notes.note"]
    assert says(routes.decide(many, said("99"))) != ["notes.note"]


def test_the_longest_notes_respect_telegrams_limits_and_lose_nothing() -> None:
    long = {name: f"{name} " * 500 + "<end>" for name in ("know", "guess", "keep", "develop")}
    note = replace(REVIEW, words=long)
    world = replace(WORLD, notes=(note,) * 6)
    page = notes.notes(world, command("/notes")).messages[0]
    (whole,) = [
        m for m in notes.open_(world, press("notes.open", note.id)).messages if isinstance(m, Message)
    ]

    assert len(render.calls(page, world.library, "en-GB")) == 1
    texts = [str(call.args["text"]) for call in render.calls(whole, world.library, "en-GB")]
    assert all(len(unmarked(text)) <= 4096 for text in texts)
    assert sum(unmarked(text).count("<end>") for text in texts) == 4
    assert sum(text.count("develop") for text in texts) == 500


def test_words_are_shown_exactly_as_they_were_typed() -> None:
    typed = "First line,  two spaces\n\n   indented & <b>not bold</b> *nor this*\n\tשלום {employer} [[x]]"
    world = after(WORLD, notes.change(WORLD, press("notes.change", LESSON.id, 1)))
    world = after(world, routes.decide(world, said(typed)))

    shows = words(world, notes.open_(world, press("notes.open", LESSON.id)))

    kept = typed.replace("\tשלום {employer} [[x]]", "\u2068\tשלום {employer} [[x]]\u2069")
    assert kept in shows


# --- changing --------------------------------------------------------------------------------------


def test_a_note_with_one_part_is_changed_at_once() -> None:
    asked = routes.decide(WORLD, follow(read(LESSON), "button.change-note"))
    assert says(asked) == ["notes.lesson.lesson"]

    world = after(WORLD, asked)
    done = routes.decide(world, said("Be on time"))

    assert only(done, KeepNote).note.words == {"lesson": "Be on time"}
    assert "Be on time" in words(after(world, done), done)


@pytest.mark.parametrize("typed", [True, False])
def test_of_several_parts_the_one_to_change_is_asked_for(typed: bool) -> None:
    asked = routes.decide(WORLD, follow(read(REVIEW), "button.change-note"))
    assert says(asked) == ["notes.which-part"]
    world = after(WORLD, asked)

    part = routes.decide(world, said("One to keep") if typed else press("notes.change", 32, 1, "keep"))
    world = after(world, part)
    done = routes.decide(world, said("My smile"))

    assert only(done, KeepNote).note.words == {"know": "Four questions", "keep": "My smile"}


def test_words_that_name_no_part_are_asked_for_again() -> None:
    world = after(WORLD, notes.change(WORLD, press("notes.change", REVIEW.id, 1)))

    assert says(routes.decide(world, said("the other one"))) == ["notes.which-part-again"]


def test_a_part_that_was_skipped_can_be_added_later() -> None:
    world = after(WORLD, notes.change(WORLD, press("notes.change", REVIEW.id, 1, "develop")))

    done = routes.decide(world, said("Shorter answers"))

    assert only(done, KeepNote).note.words["develop"] == "Shorter answers"


def test_a_long_change_may_come_in_two_messages() -> None:
    world = after(WORLD, notes.change(WORLD, press("notes.change", LESSON.id, 1)))

    first = routes.decide(world, said("a" * 4000))
    world = after(world, first)
    done = routes.decide(world, said("b"))

    assert says(first) == ["notes.more"]
    assert only(done, KeepNote).note.words == {"lesson": "a" * 4000 + "\nb"}
    assert says(routes.decide(world, follow(first, "button.no-more")))[0] == "notes.changed"


@pytest.mark.parametrize("how", ["button.leave-part", "/cancel"])
def test_a_change_may_be_left(how: str) -> None:
    asked = notes.change(WORLD, press("notes.change", REVIEW.id, 1, "keep"))
    world = after(WORLD, asked)

    done = routes.decide(world, command(how) if how == "/cancel" else follow(asked, how))

    assert done.changes == (Settle(),)
    assert says(done)[0] in ("notes.unchanged", "cancel.note-change")


def test_a_part_can_be_taken_out() -> None:
    asked = notes.change(WORLD, press("notes.change", REVIEW.id, 1, "keep"))

    done = routes.decide(after(WORLD, asked), follow(asked, "button.clear-part"))

    assert only(done, KeepNote).note.words == {"know": "Four questions"}


def test_with_its_last_part_a_note_goes() -> None:
    asked = notes.change(WORLD, press("notes.change", LESSON.id, 1, "lesson"))

    done = routes.decide(after(WORLD, asked), follow(asked, "button.clear-part"))

    assert only(done, DropNote).id == LESSON.id


def test_an_old_button_is_answered_with_the_note_as_it_is() -> None:
    world = replace(WORLD, notes=(replace(LESSON, version=3),))

    decision = notes.change(world, press("notes.change", LESSON.id, 1))

    assert says(decision) == ["notes.note"]


def test_a_note_of_a_kind_that_is_gone_can_still_be_read_and_deleted() -> None:
    old = replace(LESSON, form="haiku", words={"first": "old pond", "second": "a frog"})
    world = replace(WORLD, notes=(old,))

    text = words(world, notes.open_(world, press("notes.open", old.id)))

    assert "old pond" in text
    assert "a frog" in text
    assert says(notes.change(world, press("notes.change", old.id, 1))) == ["notes.fixed"]
    assert notes.drop_really(world, press("notes.drop-really", old.id)).changes


# --- deleting --------------------------------------------------------------------------------------


def test_deleting_asks_once_more() -> None:
    asked = routes.decide(WORLD, follow(read(LESSON), "button.delete-note"))

    assert not [change for change in asked.changes if isinstance(change, DropNote)]
    done = routes.decide(WORLD, follow(asked, "button.delete-note-really"))
    assert only(done, DropNote).id == LESSON.id
    assert only(done, ClearMark) == ClearMark("note-lesson", BAKERY.id)


@pytest.mark.parametrize("typed", ["yes", "Yes, delete the note", "1"])
def test_the_second_question_can_be_answered_in_words(typed: str) -> None:
    world = after(WORLD, shown())
    for line in ("3", "delete this note"):
        world = after(world, routes.decide(world, said(line)))

    done = routes.decide(world, said(typed))

    assert only(done, DropNote).id == LESSON.id
    assert after(world, done).question is None


@pytest.mark.parametrize("typed", ["no", "No, keep the note", "2"])
def test_a_no_in_words_keeps_it(typed: str) -> None:
    world = after(WORLD, notes.drop(WORLD, press("notes.drop", LESSON.id)))

    done = routes.decide(world, said(typed))

    assert says(done) == ["notes.kept"]
    assert done.changes == (Settle(),)


def test_anything_else_deletes_nothing() -> None:
    world = after(WORLD, notes.drop(WORLD, press("notes.drop", LESSON.id)))

    done = routes.decide(world, said("purple"))

    assert says(done) == ["notes.delete"]
    assert not [change for change in done.changes if isinstance(change, DropNote)]


def test_with_another_of_its_kind_left_journeys_still_know_of_one() -> None:
    world = replace(WORLD, notes=(LESSON, replace(LESSON, id=50)))

    done = notes.drop_really(world, press("notes.drop-really", LESSON.id))

    assert done.changes == (DropNote(LESSON.id),)


def test_a_second_thought_keeps_it() -> None:
    asked = notes.drop(WORLD, press("notes.drop", LESSON.id))

    assert routes.decide(WORLD, follow(asked, "button.keep-note")).changes == ()


def test_a_note_deleted_while_it_is_written_asks_nothing_more() -> None:
    world = after(WORLD, notes.change(WORLD, press("notes.change", LESSON.id, 1)))

    assert Settle() in notes.drop_really(world, press("notes.drop-really", LESSON.id)).changes


@pytest.mark.parametrize("action", [notes.open_, notes.change, notes.drop, notes.drop_really, notes.keep])
def test_a_note_that_is_not_theirs_cannot_be_touched(action) -> None:  # type: ignore[no-untyped-def]
    decision = action(WORLD, press("notes.any", 4711, 1))

    assert (decision.messages, decision.changes) == ((), ())
    assert decision.toast is not None


# --- showing and starting --------------------------------------------------------------------------


def test_what_is_still_true_is_shown_in_their_own_words_with_their_strengths() -> None:
    mine = Note(41, SAM.id, "facts-about-me", words={"first": "Raised two children"}, at=MONDAY)
    good = Note(42, SAM.id, "strength", words={"what": "Calm"}, at=MONDAY + timedelta(days=1))
    world = replace(WORLD, notes=(LESSON, mine, good))

    decision = routes.decide(world, press("notes.show", extra="facts-about-me"))

    assert says(decision) == ["notes.facts-about-me.shown", "notes.note", "notes.note"]
    assert "Raised two children" in words(world, decision)
    assert "Calm" in words(world, decision)


def test_without_any_of_these_one_is_offered() -> None:
    decision = notes.show(WORLD, press("notes.show", extra="facts-about-me"))

    assert says(decision) == ["notes.none-of-these"]
    assert [button.extra for button in buttons(decision)] == ["facts-about-me"]


def test_the_oldest_of_many_are_named_not_sent() -> None:
    many = replace(WORLD, notes=tuple(replace(LESSON, id=n) for n in range(9)))

    assert says(notes.show(many, press("notes.show", extra="lesson")))[-1] == "notes.older"


def test_every_form_can_be_reached_from_the_menu_and_every_button_can_be_read() -> None:
    groups = buttons(notes.menu(WORLD, press("notes.menu")))
    reached = [
        button.extra
        for group in groups
        for button in buttons(notes.menu(WORLD, press("notes.menu", extra=group.extra)))
    ]

    assert sorted(reached) == sorted(id_ for id_, form in WORLD.library.forms.items() if not form.old)
    assert len(groups) <= 6
    assert all(len(WORLD.library.label(group.label, "en-GB")) <= 28 for group in groups)
    titles = [WORLD.library.label(form.title, "en-GB") for form in WORLD.library.forms.values()]
    assert not [title for title in titles if len(title) > 28]


def test_the_way_to_a_new_note_can_be_typed() -> None:
    world = after(WORLD, shown())
    for line in ("write a new note", "After an interview", "One lesson"):
        decision = routes.decide(world, said(line))
        world = after(world, decision)

    assert says(decision) == ["notes.which"]


def test_after_a_note_was_opened_from_the_list_the_next_number_opens_another() -> None:
    world = after(WORLD, shown())
    world = after(world, routes.decide(world, said("1")))

    assert "Four questions" in words(world, routes.decide(world, said("2")))
    assert says(routes.decide(world, said("Change this note"))) == ["notes.let-out.words"]


def test_words_after_the_command_are_not_taken_for_a_note_and_that_is_said() -> None:
    decision = routes.decide(WORLD, command("/notes they asked about teamwork"))

    assert says(decision) == ["notes.not-kept", "notes.list"]


@pytest.mark.parametrize("extra", ["", "x", "-5", "999999", "²"])
def test_a_forged_page_is_no_error(extra: str) -> None:
    assert says(notes.notes(WORLD, press("notes.list", extra=extra))) == ["notes.list"]
