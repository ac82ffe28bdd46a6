"""Forms: the kinds of note that people can write, a YAML file for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content import tree
from bot.content.mistakes import Flaw, Mistake
from bot.content.pages import ID
from bot.content.shelf import Found, Shelf
from bot.domain.decision import Button
from bot.domain.fields import Fields, Mistakes, near
from bot.domain.form import Form, Prompt, mark
from bot.domain.library import FALLBACK

MOST_PROMPTS = 6
"""So many parts the text that shows a note has room for."""
LONGEST_MARK = 40
LONGEST_NAME = 24
"""Of a prompt, so that the button that changes its answer can carry it."""
BEGINS = "notes.begin"
"""What the button of a form does."""
_LONGEST_ID = 2**62
_ABOUT = ("interview", "person")


def read(shelf: Shelf, folder: Path) -> None:
    """Reads every form of a folder onto the shelf."""
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        if path.suffix == ".yaml" and path.is_file():
            _form(shelf, path)
        else:
            shelf.blame(path, (Flaw(-1, "only .yaml files are read here"),))


def broken(shelf: Shelf) -> Iterator[Mistake]:
    """Forms that name texts, buttons or forms that are not there."""
    strings = shelf.texts.get(FALLBACK, {})
    for found in shelf.forms.values():
        for place, id_ in _texts(found.thing):
            if id_ not in strings:
                yield found.mistake(f"there is no string «{id_}» in {FALLBACK}{near(id_, strings)}", *place)
        for name in found.thing.then:
            if name not in shelf.choices:
                yield found.mistake(f"there is no button «{name}»{near(name, shelf.choices)}", "then")
        for other in found.thing.also:
            if other not in shelf.forms:
                yield found.mistake(f"there is no form «{other}»{near(other, shelf.forms)}", "also")
    for name, choice in shelf.choices.items():
        does, extra = choice.thing.does, choice.thing.extra
        if does in (BEGINS, "notes.show") and extra not in shelf.forms:
            yield choice.mistake(f"«{name}» is about no form: «{extra}»{near(extra, shelf.forms)}")


def _form(shelf: Shelf, path: Path) -> None:
    grown = tree.read(shelf.words(path), tree.as_values)
    shelf.blame(path, grown.flaws)
    if grown.data is None:
        return
    mistakes: Mistakes = []
    form = _read(Fields(grown.data, (), mistakes), path.stem, mistakes)
    shelf.blame(path, tuple(Flaw(grown.line(place), reason) for place, reason in mistakes))
    if not mistakes:
        lines = {place: line + 1 for place, line in grown.lines.items()}
        shelf.forms[form.id] = Found(form, shelf.name(path), 1, lines)


def _read(fields: Fields, stem: str, mistakes: Mistakes) -> Form:
    id_ = fields.words("id", must=True)
    if id_ != stem:
        fields.wrong(f"the id «{id_}» and the file name «{stem}» have to be the same", "id")
    elif not ID.fullmatch(id_) or len(mark(id_)) > LONGEST_MARK or not _fits(id_):
        fields.wrong("a form's name is a few small letters, digits and hyphens", "id")
    form = Form(
        id=id_,
        title=fields.words("title", must=True),
        group=fields.words("group", must=True),
        prompts=_prompts(fields, mistakes),
        closes=fields.words("closes", must=True),
        then=fields.several("then"),
        about_interview=fields.choice("about", _ABOUT, "person") == "interview",
        private=fields.yes("private"),
        each_line=fields.yes("each_line"),
        shown=fields.words("shown"),
        also=fields.several("also"),
        plan=fields.yes("plan"),
        old=fields.yes("old"),
    )
    fields.close()
    return form


def _prompts(fields: Fields, mistakes: Mistakes) -> tuple[Prompt, ...]:
    listed = fields.raw("prompts")
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_PROMPTS:
        fields.wrong(f"a form has a list of prompts, one to {MOST_PROMPTS}", "prompts")
        return ()
    prompts: list[Prompt] = []
    for nth, item in enumerate(listed):
        if isinstance(item, str):
            prompt = Prompt(item)
        else:
            inner = Fields(item, ("prompts", nth), mistakes)
            prompt = Prompt(
                inner.words("ask", must=True), inner.yes("day"), inner.words("given"), inner.several("offers")
            )
            if prompt.given and prompt.given not in [earlier.name for earlier in prompts]:
                inner.wrong(f"no earlier prompt is called «{prompt.given}»", "given")
            inner.close()
        if len(prompt.name) > LONGEST_NAME:
            fields.wrong(f"«{prompt.name}» is too long: {LONGEST_NAME} characters fit", "prompts", nth)
        if prompt.name in [earlier.name for earlier in prompts]:
            fields.wrong(f"two prompts are called «{prompt.name}»", "prompts", nth)
        prompts.append(prompt)
    return tuple(prompts)


def _fits(id_: str) -> bool:
    """Whether the button that begins it can carry its name."""
    return len(Button("", BEGINS, _LONGEST_ID, 1, id_).data.encode()) <= 64


def _texts(form: Form) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text that a form needs, and where it names it."""
    yield ("title",), form.title
    yield ("group",), f"notes.group.{form.group}"
    yield ("closes",), form.closes
    if form.shown:
        yield ("shown",), form.shown
    for nth, prompt in enumerate(form.prompts):
        yield ("prompts", nth), prompt.ask
        yield ("prompts", nth), prompt.heading
        for id_ in prompt.offers:
            yield ("prompts", nth), id_
