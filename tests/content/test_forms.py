"""Forms: what an editor writes is what people are asked, and every mistake is named with its line."""

from __future__ import annotations

import pytest

from bot.domain.form import Prompt
from tests.content.shelves import GOOD, Folder

FORM = """\
# A lesson.
id: lesson
title: notes.lesson.title
group: after
about: interview
prompts:
  - notes.lesson.what
  - {ask: notes.lesson.day, day: true, given: what}
closes: notes.lesson.closes
then: [read-more]
"""
STRINGS = """\
notes.group.after: After an interview
notes.lesson.title: A lesson
notes.lesson.what: What is it?
notes.lesson.what.heading: The lesson
notes.lesson.day: Which day?
notes.lesson.day.heading: On
notes.lesson.closes: Saved.
"""
FILE = "forms/lesson.yaml"

SPOILED = [
    ("id: lesson", "id: lesso", ":2: the id «lesso» and the file name «lesson» have to be the same"),
    ("title: notes", "tilte: notes", ":2: «title» is missing"),
    ("title: notes", "tilte: notes", ":3: «tilte» is not known here (did you mean «title»?)"),
    ("group: after", "group: afer", ":4: there is no string «notes.group.afer»"),
    ("about: interview", "about: intervew", ":5: «intervew» is not known here (did you mean «interview»?)"),
    ("prompts:\n  - notes.lesson.what\n", "prompts: x\nold:\n  - x\n", ":6: a form has a list of prompts"),
    ("lesson.what\n", "lesson.waht\n", "no earlier prompt is called «what»"),
    ("- notes.lesson.what\n", "- notes.lesson.waht\n", ":8: no earlier prompt is called «what»"),
    ("given: what", "gvien: what", ":8: «gvien» is not known here (did you mean «given»?)"),
    ("notes.lesson.day,", "notes.lesson.what,", ":8: two prompts are called «what»"),
    ("notes.lesson.day,", f"notes.lesson.{'d' * 25},", "is too long: 24 characters fit"),
    ("day: true", "day: perhaps", ":8: this has to be true or false"),
    (
        "closes: notes.lesson.closes",
        "closes: notes.lesson.close",
        ":9: there is no string «notes.lesson.close»",
    ),
    ("[read-more]", "[read-mor]", ":10: there is no button «read-mor» (did you mean «read-more»?)"),
    ("then: [read-more]", "also: [lessen]", ":10: there is no form «lessen» (did you mean «lesson»?)"),
    ("then: [read-more]", "shown: notes.lesson.show", ":10: there is no string «notes.lesson.show»"),
    ("group: after", "group: [after", "this is not YAML"),
]


def _with(folder: Folder, form: str = FORM, strings: str = STRINGS) -> None:
    folder.write(FILE, form)
    folder.write("strings/en-GB/notes.yaml", strings)


def test_a_form_is_read_as_it_is_written(folder: Folder) -> None:
    _with(folder)

    form = folder.load().forms["lesson"]

    assert form.prompts == (
        Prompt("notes.lesson.what"),
        Prompt("notes.lesson.day", day=True, given="what"),
    )
    assert (form.about_interview, form.private, form.then) == (True, False, ("read-more",))
    assert [prompt.name for prompt in form.prompts] == ["what", "day"]


@pytest.mark.parametrize(("old", "new", "reason"), SPOILED)
def test_a_mistake_in_a_form_is_named_with_its_line(folder: Folder, old: str, new: str, reason: str) -> None:
    assert old in FORM
    _with(folder, FORM.replace(old, new, 1))

    told = [mistake for mistake in folder.mistakes() if mistake.startswith(f"content/{FILE}:")]

    assert any(reason in mistake for mistake in told), told


def test_a_prompt_without_a_heading_is_named(folder: Folder) -> None:
    _with(folder, strings=STRINGS.replace("what.heading", "what.headin"))

    assert any("there is no string «notes.lesson.what.heading»" in mistake for mistake in folder.mistakes())


def test_a_button_that_begins_no_form_is_named(folder: Folder) -> None:
    _with(folder, strings=f"{STRINGS}button.learn: Learn\n")
    folder.write("buttons.yaml", f"{GOOD['buttons.yaml']}learn: {{does: notes.begin, extra: lessen}}\n")

    assert any("«learn» is about no form: «lessen» (did you mean" in mistake for mistake in folder.mistakes())


def test_what_is_no_form_is_named(folder: Folder) -> None:
    folder.write("forms/lesson.md", "x")

    assert folder.mistakes() == ["content/forms/lesson.md: only .yaml files are read here"]
