"""A run in CI that left out what matters is no pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest

ROOT = Path(__file__).parent.parent
ENDS = "tests/crash/test_points.py::test_the_process_may_end"
NAMES = {
    "PostgreSQL": "test_it.py::test_it[postgres]",
    "every failpoint on SQLite": f"{ENDS}_at_any_point[sqlite]",
    "every failpoint on PostgreSQL": f"{ENDS}_at_any_point[postgres]",
    "first start's failpoints on SQLite": f"{ENDS}_while_the_database_is_brought_into_shape[sqlite]",
    "first start's failpoints on PostgreSQL": f"{ENDS}_while_the_database_is_brought_into_shape[postgres]",
    "kills on SQLite": "tests/crash/test_kills.py::test_it[sqlite]",
    "kills on PostgreSQL": "tests/crash/test_kills.py::test_it[postgres]",
    "faults of the wire": "tests/test_stopping.py::test_while_a_message_hangs_on_the_wire",
    "faults of SQLite": "tests/test_stopping.py::test_a_lock_that_lasts_longer",
    "faults of PostgreSQL": "tests/store/test_postgres_faults.py::test_it[postgres]",
    "a disk that is full": "tests/test_opening.py::test_a_full_disk_loses_nothing",
    "any order of all of it": "tests/river/test_machine.py::test_whatever_happens_the_promises_hold",
}
"""A test of each kind."""


def _run(folder: Path, names: list[str], *how: str) -> subprocess.CompletedProcess[str]:
    """A suite of empty tests with these names, where everything must run."""
    (folder / "conftest.py").write_text(
        "import tests.conftest as ours\n"
        "ours.may_mount = lambda: True\n"
        "from tests.conftest import pytest_runtest_logreport, pytest_sessionfinish\n"
        "from tests.conftest import pytest_terminal_summary, pytest_testnodedown\n"
    )
    for name in names:
        path, _, test = name.partition("::")
        bare, _, kind = test.rstrip("]").partition("[")
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        given = f"@pytest.mark.parametrize('database', [{kind!r}])\n" if kind else ""
        with file.open("a") as out:
            asked = "database" if kind else ""
            out.write(f"import pytest\n{given}def {bare}{'_' if kind else ''}{kind}({asked}): pass\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--import-mode=importlib", *how],
        cwd=folder,
        env=os.environ | {"TEST_EVERYTHING": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_kind_that_must_run_has_a_test_here_and_one_in_the_suite() -> None:
    assert set(NAMES) == set(conftest.MUST_RUN)
    for name in NAMES.values():
        path, _, test = name.partition("::")
        if path != "test_it.py":
            start = test.partition("[")[0].replace("test_it", "test_")
            assert f"def {start}" in (ROOT / path).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("missing", NAMES)
def test_a_run_without_one_test_of_a_kind_fails(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr(conftest, "may_mount", lambda: True)
    monkeypatch.setattr(conftest, "RAN", conftest.RAN.__class__())
    for name in (name for kind, name in NAMES.items() if kind != missing):
        report = pytest.TestReport(name, ("", 0, ""), {}, "passed", None, "call")
        conftest.pytest_runtest_logreport(report)

    assert missing == "PostgreSQL" or conftest.not_run() == [missing]


def test_a_whole_run_by_a_worker_passes_and_one_without_kills_on_postgresql_does_not(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "part").mkdir()
    part = [name for kind, name in NAMES.items() if kind != "kills on PostgreSQL"]

    whole, partly = (
        _run(tmp_path / "whole", list(NAMES.values()), "-n", "1"),
        _run(tmp_path / "part", part),
    )

    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert partly.returncode == 1, partly.stdout + partly.stderr
    assert "no test of these kinds was run: kills on PostgreSQL" in partly.stdout
