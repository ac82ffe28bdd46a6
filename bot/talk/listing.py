"""/list: every interview, the next one first, with what can be done about each."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import DropInterview, Settle
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.talk import choices, diary, drafts, log, telling
from bot.talk.choices import GONE

_AT_ONCE = 5


def listing(facts: Facts, _: Command) -> Decision:
    """«/list»: what is ahead, what is waited for, what is over."""
    if not facts.interviews:
        begin = Button("button.log-interview", "log.begin")
        return Decision((Message(facts.person.id, "list.empty", buttons=choices.rows(begin)),))
    return Decision(_page(facts, 0))


def more(facts: Facts, event: Press) -> Decision:
    """The button that goes on with the list; extra: where."""
    start = int(event.extra) if event.extra.isascii() and event.extra.isdigit() else 0
    page = _page(facts, start)
    return Decision((*choices.used(event), *page)) if page else GONE


def change(facts: Facts, event: Press) -> Decision:
    """The button that changes an interview: asks what."""
    return _edit(facts, event, "change")


def move(facts: Facts, event: Press) -> Decision:
    """The button for a new date, or none any more."""
    return _edit(facts, event, "when", move="yes")


def delete(facts: Facts, event: Press) -> Decision:
    """The button that deletes: asks once more."""
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    buttons = choices.rows(
        Button("button.delete-it", "list.delete-really", interview.id, interview.version, style="danger"),
        Button("button.keep-it", "list.keep", interview.id, interview.version),
    )
    about = sum(note.interview == interview.id for note in facts.notes)
    written = {"notes": str(about)} if about else {}
    asked = telling.about(facts, interview, "list.delete", buttons, **written)
    return Decision((*choices.used(event), asked))


def delete_really(facts: Facts, event: Press) -> Decision:
    """Deletes an interview and all that hangs on it."""
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    if event.version != interview.version:
        return _fresh(facts, event, interview)
    question = facts.question
    settled = (Settle(),) if question and question.about == interview.id else ()
    deleted = telling.about(facts, interview, "list.deleted")
    left = diary.left_over(facts, interview)
    return Decision((*choices.used(event), deleted, *left), (DropInterview(interview.id), *settled))


def keep(facts: Facts, event: Press) -> Decision:
    """The button that keeps it after all."""
    interview = facts.interview(event.id)
    return (
        GONE
        if interview is None
        else Decision((*choices.used(event), telling.about(facts, interview, "list.kept")))
    )


def item(facts: Facts, interview: Interview, nr: int = 0) -> Message:
    """One interview with its buttons; `nr` tells them apart from those of the others. 0: it stands alone."""
    id_, version, which = interview.id, interview.version, {"nr": str(nr)} if nr else {}
    buttons = [Button("button.edit", "list.change", id_, version, values=which)]
    if interview.open:
        buttons.append(Button("button.move", "list.move", id_, version, values=which))
        buttons.append(Button("button.i-have-a-result", "result.about", id_, values=which))
    else:
        if interview.outcome is Outcome.OFFER:
            buttons.append(Button("button.see-offer", "offer.show", id_, values=which))
        buttons.append(Button("button.undo-result", "result.undo", id_, version, values=which))
    buttons += (replace(one, values=which) for one in diary.offered(facts, interview))
    buttons.append(Button("button.delete", "list.delete", id_, version, values=which))
    paper = interview.day is None and interview.outcome is Outcome.NOT_SHORTLISTED
    say = "list.application" if paper else "list.item"
    return telling.about(facts, interview, say, choices.rows(*buttons, across=2), **which)


def _edit(facts: Facts, event: Press, want: str, **more: str) -> Decision:
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    if event.version != interview.version:
        return _fresh(facts, event, interview)
    draft = {**drafts.of(interview), "want": want, **more}
    left = log.left_behind(facts)
    return log.asking(facts, draft, *choices.used(event), *left, about=interview.id)


def _fresh(facts: Facts, event: Press, interview: Interview) -> Decision:
    return Decision((*choices.used(event), item(facts, interview)))


def _page(facts: Facts, start: int) -> tuple[Message, ...]:
    ordered = _ordered(facts)
    several = len(ordered) > 1
    numbered = tuple(enumerate(ordered, 1))[start : start + _AT_ONCE]
    shown = tuple(item(facts, interview, nr * several) for nr, interview in numbered)
    left = len(ordered) - start - _AT_ONCE
    if left <= 0:
        return shown
    onward = Button("button.show-more", "list.more", extra=str(start + _AT_ONCE))
    return (*shown, Message(facts.person.id, "list.more", {"left": str(left)}, choices.rows(onward)))


def _ordered(facts: Facts) -> list[Interview]:
    """Ahead by date, then those whose answer is awaited, then the closed ones; newest first."""
    ahead = [i for i in facts.interviews if i.open and i.starts_at and i.starts_at > facts.now]
    ahead.sort(key=lambda i: i.starts_at or facts.now)
    rest = [i for i in reversed(facts.interviews) if i not in ahead]
    return [*ahead, *(i for i in rest if i.open), *(i for i in rest if not i.open)]
