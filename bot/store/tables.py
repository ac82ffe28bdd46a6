"""Every table, on one page. Moments are UTC; days and clocks are somebody's own wall clock."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    false,
)

from bot.store.moment import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives out ids by itself only for a column that is exactly INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


inbox = Table(
    "inbox",
    metadata,
    # Telegram's own ids restart at random after a quiet week, so they only have to be unique.
    Column("id", BigId, primary_key=True),
    Column("update_id", BigInteger, unique=True),
    Column("chat", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("ready", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("why", Text, nullable=False, default=""),
    Index(
        "ix_inbox_waiting",
        "chat",
        "id",
        sqlite_where=Column("state") == "waiting",
        postgresql_where=Column("state") == "waiting",
    ),
    Index(
        "ix_inbox_aside",
        "received_at",
        sqlite_where=Column("state") == "quarantined",
        postgresql_where=Column("state") == "quarantined",
    ),
    sqlite_autoincrement=True,
)

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_name", String(80), nullable=False),
    Column("language", String(16), nullable=False),
    Column("nation", String(8), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_until", Time, nullable=False),
    Column("nudge_clock", Time),
    Column("pace", String(8), nullable=False),
    Column("shows_employer", Boolean, nullable=False, server_default=false()),
    Column("dark_pictures", Boolean, nullable=False, server_default=false()),
    Column("paused", Boolean, nullable=False),
    Column("paused_until", Moment),
    Column("low_at", Moment),
    Column("crisis_at", Moment),
    Column("welcomed", Boolean, nullable=False),
    Column("weekly_goal", Integer),
    Column("unreachable", String(32), nullable=False),
    Column("exported_at", Moment),
    Column("warned_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)


def _person() -> ForeignKey:
    """Whatever belongs to a person goes with them."""
    return ForeignKey("people.id", ondelete="CASCADE")


interviews = Table(
    "interviews",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, _person(), nullable=False, index=True),
    Column("role", String(80), nullable=False),
    Column("employer", String(120), nullable=False),
    Column("day", Date),
    Column("clock", Time),
    Column("zone", String(64), nullable=False),
    Column("place", String(300), nullable=False),
    Column("contact", String(80), nullable=False),
    Column("promise", String(8), nullable=False),
    Column("decision_day", Date),
    Column("start_day", Date),
    Column("reply_by", Date),
    Column("outcome", String(16)),
    Column("outcome_at", Moment),
    Column("follows", BigInteger),
    Column("logged_at", Moment),
    Column("version", Integer, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("person", BigInteger, _person(), primary_key=True, autoincrement=False),
    Column("interview", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(40), primary_key=True),
    Column("at", Moment, nullable=False),
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("person", BigInteger, _person(), primary_key=True, autoincrement=False),
    Column("key", String(120), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("person", BigInteger, _person(), primary_key=True, autoincrement=False),
    Column("name", String(40), nullable=False),
    Column("about", BigInteger, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("asked_at", Moment),
    Column("shown", JSON(none_as_null=True)),
)

notes = Table(
    "notes",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, _person(), nullable=False, index=True),
    # No foreign key: a note outlives the interview it is about.
    Column("interview", BigInteger, nullable=False),
    Column("form", String(40), nullable=False),
    Column("words", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
)

applications = Table(
    "applications",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, _person(), nullable=False, index=True),
    Column("role", String(80), nullable=False),
    Column("employer", String(120), nullable=False),
    Column("at", Moment, nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, _person(), nullable=False, index=True),
    # No foreign key: a step outlives the interview it came from.
    Column("interview", BigInteger, nullable=False),
    Column("theme", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("smaller", Boolean, nullable=False),
    Column("day", Date, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("version", Integer, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, _person(), nullable=False, index=True),
    Column("first_name", String(80), nullable=False),
    Column("about", Text, nullable=False),
    Column("suits", String(40), nullable=False),
    Column("how", String(8), nullable=False),
    Column("number", Text, nullable=False),  # encrypted
    Column("urgent", Boolean, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("advisor", BigInteger),
    Column("advisor_name", String(80), nullable=False),
    Column("asked_at", Moment),
    Column("moved_at", Moment),
    Column("card", BigInteger),
    Column("version", Integer, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", String(120), unique=True),
    Column("person", BigInteger, _person(), index=True),
    Column("chat", BigInteger, nullable=False),
    Column("method", String(40), nullable=False),
    Column("args", JSON, nullable=False),
    Column("due", Moment, nullable=False),
    # When to look at it next: later than due after a flood wait, a failed attempt, or in quiet hours.
    Column("ready", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    # How many attempts ended without our knowing whether the message arrived.
    Column("uncertain", Integer, nullable=False, default=0),
    Column("needs", String(120), nullable=False, default=""),
    Column("result", BigInteger),
    Column("interview", BigInteger, nullable=False, default=0),
    Column("forget", Boolean, nullable=False, default=False),
    Column("why", Text, nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_outbox_desk", "result", sqlite_where=Column("chat") < 0, postgresql_where=Column("chat") < 0),
    Index(
        "ix_outbox_ready",
        "ready",
        sqlite_where=Column("state") == "waiting",
        postgresql_where=Column("state") == "waiting",
    ),
    Index(
        "ix_outbox_lane",
        "chat",
        "id",
        sqlite_where=Column("state").in_(("waiting", "sending")),
        postgresql_where=Column("state").in_(("waiting", "sending")),
    ),
    Index(
        "ix_outbox_resting",
        "state",
        sqlite_where=Column("state").in_(("refused", "sent-uncertain")),
        postgresql_where=Column("state").in_(("refused", "sent-uncertain")),
    ),
    sqlite_autoincrement=True,
)

chats = Table(
    "chats",
    metadata,
    # A person or a group that Telegram told us something about; 0 stands for all of them together.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    # A flood wait: nothing goes there before this.
    Column("waits_until", Moment),
    # The id that a group has gone by since Telegram made a supergroup of it.
    Column("moved_to", BigInteger),
)

erasures = Table(
    "erasures",
    metadata,
    # Who asked to be forgotten, so that no backup brings them back: their number, and nothing else of theirs.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

alarms = Table(
    "alarms",
    metadata,
    Column("name", String(40), primary_key=True),
    # When operators were last told, so that a restart tells them nothing anew.
    Column("told_at", Moment, nullable=False),
)

known = Table(
    "known",
    metadata,
    # What this database remembers of the program and of nobody: what its nudges were derived from.
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
