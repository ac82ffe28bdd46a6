"""What came of a job that somebody applied for: no interview, or one, without typing it again."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain import spoken
from bot.domain.application import Application
from bot.domain.calendar import local
from bot.domain.change import AddInterview, DropInterview
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.progress import same, unanswered
from bot.talk import choices, drafts, log, menus, outcomes, telling
from bot.talk.choices import GONE
from bot.understand import naming

LISTED = 8


def listed(facts: Facts, press: Press) -> Decision:
    """The applications without an answer, the newest first; each can be opened."""
    waiting = unanswered(facts)[:LISTED]
    if not waiting:
        return Decision((*choices.used(press), Message(facts.person.id, "applied.none-waiting")))
    lines = "\n".join(f"{nr}. {name(facts, one)}" for nr, one in enumerate(waiting, 1))
    shown = Message(facts.person.id, "applied.waiting", {"lines": lines}, choices.rows(*jobs(facts, waiting)))
    return menus.stays(facts, Button("", "applications.list"), Decision((*choices.used(press), shown)))


def about(facts: Facts, press: Press) -> Decision:
    """One of them: what came of it?"""
    one = _known(facts, press.id)
    return _shown(facts, one, *choices.used(press)) if one else GONE


def _shown(facts: Facts, one: Application, *before: Outgoing) -> Decision:
    at = local(one.at, facts.person.zone).date() if one.at else None
    values = {"job": name(facts, one), **({"when": spoken.day(facts, at)} if at else {})}
    rows = choices.rows(
        Button("button.they-want-to-meet", "applications.met", one.id),
        Button("button.no-interview-this-time", "applications.no", one.id),
        Button("button.not-applied", "applied.undo", one.id, 1),
    )
    shown = Decision((*before, Message(facts.person.id, "applied.about", values, rows)))
    return menus.stays(facts, Button("", "applications.about", one.id), shown)


def turned_down(facts: Facts, press: Press) -> Decision:
    """No interview: written down with what was told of the application, and acknowledged."""
    one = _known(facts, press.id)
    if one is None:
        return GONE
    made = _made(facts, one)
    told = outcomes.said(facts, made, made.version)
    return Decision((*choices.used(press), told), (AddInterview(made),))


def met(facts: Facts, press: Press) -> Decision:
    """«They want to meet me»: asks only when."""
    one = _known(facts, press.id)
    if one is None:
        return GONE
    draft = {**drafts.fresh(facts), **_names(one)}
    lead = Message(facts.person.id, "applied.met")
    return log.asking(facts, draft, *choices.used(press), *log.left_behind(facts), lead)


def told(facts: Facts, said: Said) -> Decision | None:
    """«The Sunrise application: no», «Sunrise want to meet me». None: the words tell nothing of the kind."""
    found = [one for one in unanswered(facts) if naming.named(said.words, one.role, one.employer)]
    if len(found) != 1:
        return None
    if choices.mentions(facts, said.words, "wants-to-meet"):
        return met(facts, choices.press(said, Button("", "applications.met", found[0].id)))
    return confirm(facts, found[0]) if a_no(facts, said.words) else None


def a_no(facts: Facts, words: str) -> bool:
    """Whether words that name a job say no: «Sunrise said no», «Sunrise: no»; «no news» does not."""
    return choices.mentions(facts, words, "turned-down") or _plain(words).endswith(" no")


def confirm(facts: Facts, one: Application) -> Decision:
    """Asks whether a no is meant; nothing is written down before a button says so."""
    rows = choices.rows(
        Button("button.note-it", "applications.no", one.id),
        Button("button.say-differently", "applications.about", one.id),
    )
    return Decision((telling.about(facts, _made(facts, one), "result.confirm-sorry", rows),))


def taken_back(facts: Facts, interview: Interview, *before: Outgoing) -> Decision | None:
    """Undoes «no interview»: it waits among the applications again. None: it never was one of them."""
    one = next((a for a in facts.applications if same(a, interview)), None)
    if one is None or interview.outcome is not Outcome.NOT_SHORTLISTED or interview.day is not None:
        return None
    shown = _shown(facts, one, *before, Message(facts.person.id, "result.undone"))
    return replace(shown, changes=(DropInterview(interview.id), *shown.changes))


def jobs(facts: Facts, waiting: tuple[Application, ...], action: str = "applications.about") -> list[Button]:
    """A button for each of them; of several with the same name, each with its number."""
    names = [choices.short(name(facts, one), choices.BESIDE_A_DAY) for one in waiting]
    return [
        Button("button.job", action, one.id, values={"job": _apart(names, nr) or name(facts, one)[:28]})
        for nr, one in enumerate(waiting)
    ]


def _apart(names: list[str], at: int) -> str:
    """A name that others have too, with its place among them. Empty: it stands for itself."""
    alike = [nr for nr, other in enumerate(names) if other == names[at]]
    return f"{names[at]} ({alike.index(at) + 1})" if len(alike) > 1 else ""


def name(facts: Facts, one: Application) -> str:
    """«Care assistant at Sunrise», with what is known."""
    return spoken.job(facts, _made(facts, one))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _known(facts: Facts, id_: int) -> Application | None:
    """One that waits for an answer still. None: not theirs, gone, or answered."""
    return next((one for one in unanswered(facts) if one.id == id_), None)


def _names(one: Application) -> dict[str, str]:
    return {key: value for key, value in (("role", one.role), ("employer", one.employer)) if value}


def _made(facts: Facts, one: Application) -> Interview:
    """The application as one that led to no interview."""
    return Interview(
        id=facts.new_id(),
        person=facts.person.id,
        role=one.role,
        employer=one.employer,
        zone=facts.person.zone,
        outcome=Outcome.NOT_SHORTLISTED,
        outcome_at=facts.now,
        logged_at=facts.now,
    )
