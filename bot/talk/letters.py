"""The ready messages: which there are, which interviews each can be about, and what fills its gaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import offer, spoken
from bot.domain.calendar import add_working_days, local
from bot.domain.decision import Message, Rows
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.nos import NOES
from bot.talk import telling

CLOSE_AFTER = 5
"""Working days after the last chase, before we take the job as filled."""

WORDINGS = ("shorter", "formal")


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of ready message."""

    template: str
    fits: Callable[[Facts, Interview], bool]
    """Which interviews it can be about."""
    sent: str = ""
    """What «I've sent it» writes down; empty: nothing."""
    instead: str = ""
    """The other button under it, a mark as well; empty: none."""


def _met(facts: Facts, interview: Interview) -> bool:
    return interview.open and not _ahead(facts, interview)


def _ahead(facts: Facts, interview: Interview) -> bool:
    return interview.open and interview.starts_at is not None and interview.starts_at > facts.now


def _open(_: Facts, interview: Interview) -> bool:
    return interview.open


def _refused(_: Facts, interview: Interview) -> bool:
    return interview.outcome in NOES


def _refused_after_talking(_: Facts, interview: Interview) -> bool:
    return interview.outcome in NOES and interview.outcome is not Outcome.NOT_SHORTLISTED


def _offered(facts: Facts, interview: Interview) -> bool:
    return interview.outcome is Outcome.OFFER and not offer.over(facts, interview)


LETTERS = {
    "thank-you": Letter("email-thank-you", _met, "thanked"),
    "chase": Letter("email-chase", _met, "chased", "no-chase"),
    "second-chase": Letter("email-second-chase", _met, "chased-again", "no-chase"),
    "ask-for-feedback": Letter("email-feedback", _refused, "asked-feedback", "no-feedback"),
    "application": Letter("email-feedback-application", _refused, "asked-feedback", "no-feedback"),
    "after-silence": Letter("email-feedback-after-silence", _refused, "asked-feedback", "no-feedback"),
    "feedback-reminder": Letter("email-second-feedback", _refused, "asked-feedback-again", "no-feedback"),
    "one-question": Letter("email-one-question", _refused, "asked-one-question"),
    "phone-script": Letter("email-phone-script", _refused_after_talking),
    "stay-in-touch": Letter("email-stay-in-touch", _refused, "stayed-in-touch"),
    "other-jobs": Letter("email-stay-in-touch-application", _refused, "stayed-in-touch"),
    "accept": Letter("email-accept", _offered, "accepted"),
    "more-time": Letter("email-more-time", _offered, "asked-more-time"),
    "start-date": Letter("email-start-date", _offered, "asked-start-date"),
    "decline": Letter("email-decline", _offered, "declined"),
    "adjustments": Letter("email-adjustments", _ahead, "asked-adjustments"),
    "withdraw": Letter("email-withdraw", _open),
}
"""What emails.show can be asked for; those that are in no group are chosen by how an interview stands."""

GROUPS = {
    "before": ("adjustments", "withdraw"),
    "after": ("thank-you", "chase"),
    "no": ("ask-for-feedback", "feedback-reminder", "one-question", "phone-script", "stay-in-touch"),
    "offer": ("accept", "more-time", "start-date", "decline"),
}
"""The ready messages by what somebody wants to do, as /emails lists them."""

FITTING = {
    "offer": ("accept", "more-time"),
    "accepted": ("start-date",),
    "starting": ("start-date",),
    "just-over": ("thank-you",),
    "passed": ("chase",),
    "ahead": ("adjustments",),
    "promised": ("thank-you",),
    "waiting": ("thank-you",),
    "unanswered": ("chase",),
    "rejected": ("ask-for-feedback", "stay-in-touch"),
    "no-today": ("ask-for-feedback",),
    "not-shortlisted": ("ask-for-feedback",),
    "no-reply": ("ask-for-feedback",),
}
"""Stage of an interview → what may be wanted there."""

MARKS = frozenset({"feedback-by-phone", "feedback-refused", "no-review"}).union(
    *({letter.sent, letter.instead} for letter in LETTERS.values())
) - {""}
"""Everything that a button under a ready message may write down."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a button asks for: «more-time.20261203.shorter»."""

    kind: str
    day: date | None = None
    """The day that goes into the message. None: none was named."""
    wording: str = ""
    """One of `WORDINGS`; empty: the usual one."""

    def spelled(self, wording: str = "") -> str:
        """The same, in another wording, as buttons carry it."""
        day = (f"{self.day:%Y%m%d}",) if self.day else ()
        return ".".join((self.kind, *day, *((wording,) if wording else ())))


def wanted(extra: str) -> Wanted | None:
    """What the extra of a button asks for. None: nothing that there is."""
    kind, *rest = extra.split(".")
    wording = rest.pop() if rest and rest[-1] in WORDINGS else ""
    try:
        day = datetime.strptime(rest[0], "%Y%m%d").date() if rest else None  # noqa: DTZ007 - a day alone
    except ValueError:
        return None
    return Wanted(kind, day, wording) if kind in LETTERS and len(rest) <= 1 else None


def fitting(facts: Facts, kind: str) -> tuple[Interview, ...]:
    """The interviews that a message of this kind can be about, newest first."""
    return tuple(one for one in reversed(facts.interviews) if LETTERS[kind].fits(facts, one))


def exists(facts: Facts, kind: str) -> bool:
    """Whether the library has its words."""
    return facts.library.knows(LETTERS[kind].template)


def title(facts: Facts, kind: str) -> str:
    """What it is called in lists."""
    return facts.library.title(LETTERS[kind].template, facts.person.language)


def on_button(facts: Facts, kind: str) -> str:
    """What the message of a kind is called on a button."""
    return facts.library.on_button(LETTERS[kind].template, facts.person.language)


def about(facts: Facts, interview: Interview | None, say: str, buttons: Rows = (), **more: str) -> Message:
    """A text about one interview, or about none, with all that can fill the gaps of a ready message."""
    return telling.about(facts, interview, say, buttons, **_values(facts, interview), **more)


def _values(facts: Facts, interview: Interview | None) -> dict[str, str]:
    today, zone = facts.local_now.date(), facts.person.zone
    found = {"close_date": spoken.day(facts, add_working_days(today, CLOSE_AFTER, facts.person.nation))}
    if interview is None:
        return found
    asked = facts.mark("asked-feedback", interview.id)
    if asked:
        found["asked_on"] = spoken.day(facts, local(asked.at, zone).date())
    if interview.outcome is Outcome.OFFER and interview.outcome_at:
        found["offer_date"] = spoken.day(facts, local(interview.outcome_at, zone).date())
    return found
