from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import backup
from bot.store.unfit import Damaged, NewerDatabase, Unfit, Unwritable


@pytest.fixture
def database(tmp_path: Path, migrated: Mapping[str, str]) -> Path:
    path = Path(shutil.copyfile(migrated["sqlite"], tmp_path / "bot.db"))
    _alarm(path, "first")
    return path


def _alarm(path: Path, name: str) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("INSERT INTO alarms VALUES (?, '2026-11-23 10:00:00')", (name,))


def _alarms(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [name for (name,) in conn.execute("SELECT name FROM alarms ORDER BY name")]


def _left_over(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.endswith(".part")]


def test_a_copy_holds_what_the_database_held_and_is_for_its_owners_eyes_only(
    database: Path, tmp_path: Path
) -> None:
    found = backup.take(database, tmp_path / "copies" / "monday.db", backup.anew)

    assert _alarms(tmp_path / "copies" / "monday.db") == ["first"]
    assert found == backup.check(tmp_path / "copies" / "monday.db")
    assert stat.S_IMODE((tmp_path / "copies" / "monday.db").stat().st_mode) == 0o600
    assert _left_over(tmp_path / "copies") == []


def test_a_file_that_is_there_is_written_over_only_when_told(database: Path, tmp_path: Path) -> None:
    backup.take(database, tmp_path / "copy.db", backup.anew)
    _alarm(database, "second")

    with pytest.raises(Unwritable, match="exists already"):
        backup.take(database, tmp_path / "copy.db", backup.anew)
    assert _alarms(tmp_path / "copy.db") == ["first"]
    backup.take(database, tmp_path / "copy.db", backup.over)

    assert _alarms(tmp_path / "copy.db") == ["first", "second"]
    assert _left_over(tmp_path) == []


def test_a_damaged_database_gives_no_copy(database: Path, tmp_path: Path) -> None:
    with database.open("r+b") as file:
        file.truncate(database.stat().st_size // 2)

    with pytest.raises(Damaged):
        backup.take(database, tmp_path / "copy.db", backup.anew)

    assert not (tmp_path / "copy.db").exists()
    assert _left_over(tmp_path) == []


def test_a_database_that_is_not_there_gives_no_copy_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="no database"):
        backup.take(tmp_path / "bot.db", tmp_path / "copy.db", backup.anew)

    assert list(tmp_path.iterdir()) == []


def test_what_another_process_has_not_committed_is_in_no_copy(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as bot:
        bot.execute("BEGIN IMMEDIATE")
        bot.execute("INSERT INTO alarms VALUES ('half', '2026-11-23 10:00:00')")

        backup.take(database, tmp_path / "copy.db", backup.anew)

        bot.execute("COMMIT")
    assert _alarms(tmp_path / "copy.db") == ["first"]


def test_a_copy_that_is_put_back_takes_the_place_of_what_was_there_which_is_kept(
    database: Path, tmp_path: Path
) -> None:
    backup.take(database, tmp_path / "copy.db", backup.anew)
    _alarm(database, "second")

    backup.restore(tmp_path / "copy.db", database, tmp_path / "kept.db")

    assert _alarms(database) == ["first"]
    assert _alarms(tmp_path / "kept.db") == ["first", "second"]
    assert _left_over(tmp_path) == []


def test_a_copy_is_put_where_no_database_is(database: Path, tmp_path: Path) -> None:
    backup.take(database, tmp_path / "copy.db", backup.anew)

    backup.restore(tmp_path / "copy.db", tmp_path / "new.db", tmp_path / "kept.db")

    assert _alarms(tmp_path / "new.db") == ["first"]
    assert not (tmp_path / "kept.db").exists()


def test_a_journal_of_a_damaged_database_is_not_played_into_the_one_that_replaces_it(
    database: Path, tmp_path: Path
) -> None:
    backup.take(database, tmp_path / "copy.db", backup.anew)
    database.write_bytes(b"ruined" * 1000)
    journal = tmp_path / "bot.db-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)

    backup.restore(tmp_path / "copy.db", database, tmp_path / "kept.db")

    assert not journal.exists()
    assert _alarms(database) == ["first"]
    assert (tmp_path / "kept.db").read_bytes().startswith(b"ruined")


@pytest.mark.parametrize(
    ("spoil", "error", "why"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", NewerDatabase, "later version"),
        ("DROP TABLE inbox", Damaged, "no database of Bounceback"),
        ("DELETE FROM alembic_version", NewerDatabase, "revision"),
    ],
)
def test_what_we_could_not_work_with_is_not_put_back(
    database: Path, tmp_path: Path, spoil: str, error: type[Exception], why: str
) -> None:
    copy = tmp_path / "copy.db"
    backup.take(database, copy, backup.anew)
    with closing(sqlite3.connect(copy)) as conn, conn:
        conn.execute(spoil)
    before = database.read_bytes()

    with pytest.raises(error, match=why):
        backup.restore(copy, database, tmp_path / "kept.db")

    assert database.read_bytes() == before
    assert not (tmp_path / "kept.db").exists()
    assert _left_over(tmp_path) == []


@pytest.mark.parametrize("words", [b"", b"Dear diary, today" * 500])
def test_what_is_no_database_is_not_put_back(database: Path, tmp_path: Path, words: bytes) -> None:
    (tmp_path / "copy.db").write_bytes(words)

    with pytest.raises(Damaged, match="is not a database"):
        backup.restore(tmp_path / "copy.db", database, tmp_path / "kept.db")

    assert _alarms(database) == ["first"]


def test_a_file_copied_out_of_the_hands_of_a_process_is_not_put_back(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / "copy.db")
    (tmp_path / "copy.db-wal").write_bytes(b"the newest part")

    with pytest.raises(Damaged, match="beside it"):
        backup.restore(tmp_path / "copy.db", database, tmp_path / "kept.db")
