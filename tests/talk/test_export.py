"""/export: a file that is made on its way out, at most once an hour; /privacy says what would be in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import routes
from bot.domain import export
from bot.domain.action import Action, Stage
from bot.domain.application import Application
from bot.domain.change import KeepPerson, SetMark
from bot.domain.decision import Decision, File
from bot.domain.facts import Mark
from bot.domain.note import Note
from tests.cast import (
    ACME,
    CALL,
    LIBRARY,
    MONDAY,
    SAM,
    after,
    command,
    facts,
    follow,
    labels,
    only,
    said,
    says,
    words,
)


@pytest.mark.parametrize("event", [command("/export"), said("send me a copy of my data")])
def test_a_file_is_promised_and_only_the_wish_for_it_leaves_the_handler(event: object) -> None:
    decision = routes.decide(facts(), event)  # type: ignore[arg-type]  # both are events

    assert says(decision) == ["export.coming"]
    assert decision.messages[-1] == File(SAM.id, "copy")
    assert only(decision, KeepPerson).person.exported_at == MONDAY


def test_a_second_file_comes_an_hour_after_the_first() -> None:
    world = after(facts(), routes.decide(facts(), command("/export")))

    soon = replace(world, now=MONDAY + timedelta(minutes=59))
    refused = routes.decide(soon, command("/export"))
    assert says(refused) == ["export.rests"]
    assert only(refused, SetMark).name == "export-rests"
    assert "at 11am" in words(soon, refused)

    again = after(soon, refused)
    assert routes.decide(again, command("/export")) == Decision(), "it has just been said"

    later = replace(world, now=MONDAY + timedelta(hours=1))
    assert File(SAM.id, "copy") in routes.decide(later, command("/export")).messages


def test_privacy_leads_to_the_copy_the_settings_and_the_deletion() -> None:
    decision = routes.decide(facts(), command("/privacy"))

    assert labels(decision) == ["button.get-copy", "button.see-settings", "button.ask-to-delete"]
    assert File(SAM.id, "copy") in routes.decide(facts(), follow(decision, "button.get-copy")).messages
    assert says(routes.decide(facts(), follow(decision, "button.see-settings"))) == ["settings.all"]
    assert says(routes.decide(facts(), follow(decision, "button.ask-to-delete"))) == ["delete.ask"]


def test_privacy_says_how_long_things_are_kept_and_speaks_of_advisors_only_where_there_are_any() -> None:
    told = words(facts(), routes.decide(facts(), command("/privacy")))
    assert "after 12 months" in told
    assert "advisor" in told

    alone = facts(desk=None, retention=timedelta(days=90))
    told = words(alone, routes.decide(alone, command("/privacy")))
    assert "after 3 months" in told
    assert "advisor" not in told


def test_the_text_in_the_file_reads_as_people_speak() -> None:
    note = Note(31, SAM.id, "lesson", ACME.id, {"lesson": "Be early.\nBring water."}, MONDAY)
    sent = Application(32, SAM.id, "Porter", "St Mary's", MONDAY)
    called = replace(CALL, number="+44 7700 900123", advisor_name="Priya")
    world = facts(interviews=(ACME,), notes=(note,), applications=(sent,), requests=(called,))

    told = export.readable(world)

    for part in (
        "Data analyst at Acme", "When: Tuesday 24 November, 2pm", "Be early.\nBring water.",
        "Porter, St Mary's", "+44 7700 900123", "Advisor: Priya", "Quiet hours: 8pm to 8:30am",
    ):  # fmt: skip
        assert part in told
    assert "<" not in told


def test_the_text_of_somebody_with_nothing_says_so() -> None:
    assert export.readable(facts()).count("Nothing here.") == 7


def test_the_text_names_steps_what_was_told_and_every_setting_in_words() -> None:
    theme = next(iter(LIBRARY.themes.values()))
    step = Action(41, SAM.id, theme.id, theme.steps[0], date(2026, 11, 27), ACME.id, stage=Stage.DONE)
    checklist = next(iter(LIBRARY.checklists.values()))
    names = ("chased", "read-2-waiting", checklist.mark(checklist.items[0]), "read-1-gone", "tick-gone")
    marks = tuple(Mark(name, 0, MONDAY) for name in names)
    who = replace(SAM, nation="GB-SCT", zone="America/New_York", weekly_goal=3, paused=True)

    told = export.readable(facts(person=who, interviews=(ACME,), actions=(step,), marks=marks))

    title = LIBRARY.title("waiting", "en-GB")
    for part in (
        f"{LIBRARY.label(theme.label(theme.steps[0]), 'en-GB')}, for Friday 27 November: done, Data analyst",
        "You asked for news, Monday 23 November", f"Read: {title}", "Ticked: ", "Read 1 gone", "Tick gone",
        "Nation: Scotland", "Time zone: New York", "Pace: up to three a week", "Weekly goal: 3",
        "Employer names in reminders: hidden", "Reminders: paused", "Language: English",
    ):  # fmt: skip
        assert part in told


@pytest.mark.parametrize("name", ["{first_name}", "<b>Sam</b>", "[[x]]", "Ζωή 🦊", "O’Brien & Söhne", "ليلى"])
def test_two_hundred_notes_and_unusual_names_are_all_in_the_text(name: str) -> None:
    notes = tuple(Note(n, SAM.id, "lesson", 0, {"lesson": f"{name} {n}"}, MONDAY) for n in range(200))
    job = replace(ACME, employer=name)

    told = export.readable(facts(person=replace(SAM, first_name=name), interviews=(job,), notes=notes))

    assert all(f"{name} {n}" in told for n in range(200))
    assert told.count(name) >= 202
