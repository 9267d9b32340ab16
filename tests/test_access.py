"""Files that several users share: nobody's link leads a writer elsewhere, and who may read a file stays as it was."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from parx_tui.errors import ExitCode, UsageError
from parx_tui.files import followed, give_access
from parx_tui.load.store.build import building
from parx_tui.load.store.publish import holding, previous_path
from parx_tui.load.store.versions import undo
from tests.conftest import Cli
from tests.office_files import MEMORY_LIMIT, OFFICE_NAME, PENDING, Told, content, filings_csv, load, office

IS_ROOT = os.geteuid() == 0

MINE = "nobody else's business"
"""What stands in a file that must not be written."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office's database, into which a file was loaded."""
    folder = tmp_path_factory.mktemp("origin")
    load(office(folder), export(folder / "known.csv", 1), covered_to=date(2022, 3, 15))
    return folder


@pytest.fixture
def database(origin: Path, tmp_path: Path) -> Path:
    """A copy of that database."""
    shutil.copytree(origin, tmp_path, dirs_exist_ok=True)
    return tmp_path / OFFICE_NAME


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A file that can be loaded into it."""
    return export(tmp_path / "later.csv", 3)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file of the user elsewhere."""
    (tmp_path / "home").mkdir()
    path = tmp_path / "home" / "mine.txt"
    path.write_text(MINE)
    return path


def export(path: Path, day: int) -> Path:
    """Write a filing received on a day of March 2022; return the path."""
    return filings_csv(path, [Told(f"H26.02-2203{day:02d}-0001", date(2022, 3, day), status=PENDING)])


def mode_of(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def lock_of(database: Path) -> Path:
    """Return where a load puts its lock."""
    return database.with_name(f".{database.name}.lock")


def another_group(path: Path) -> int:
    """Return a group besides that of a file, to which the user may give it."""
    if IS_ROOT:
        return 54_321
    groups = [group for group in os.getgroups() if group != path.stat().st_gid]
    if not groups:
        pytest.skip("the user is in one group only")
    return groups[0]


# Who may read


def test_a_new_file_is_for_its_owner_only(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    assert cli("init", str(path), "--city", "01=Hà Nội").code == 0
    assert mode_of(path) == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o644, 0o664, 0o440])
def test_a_load_keeps_who_may_read(database: Path, later: Path, cli: Cli, mode: int) -> None:
    database.chmod(mode)
    group = another_group(database)
    os.chown(database, -1, group)
    assert cli("load", str(later), "--db", str(database)).code == 0
    for path in (database, previous_path(database)):
        assert mode_of(path) == mode
        assert path.stat().st_gid == group
    database.chmod(0o640)
    assert cli("load", "--undo", "--db", str(database)).code == 0
    assert mode_of(database) == 0o640
    assert database.stat().st_gid == group


def test_the_version_before_is_no_wider_where_it_is_a_copy(
    database: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link_fails(*_paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", link_fails)
    before = content(database)
    database.chmod(0o640)
    load(database, later)
    assert content(previous_path(database)) == before
    assert mode_of(previous_path(database)) == 0o640


def test_an_export_over_a_file_keeps_who_may_read_it(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")
    target.chmod(0o664)
    group = another_group(target)
    os.chown(target, -1, group)
    assert cli("--export", "-o", str(target), "--force").code == 0
    assert target.read_text() != "old"
    assert (mode_of(target), target.stat().st_gid) == (0o664, group)


@pytest.mark.parametrize(
    ("mode", "left"), [(0o660, 0o600), (0o640, 0o600), (0o664, 0o644), (0o644, 0o644), (0o666, 0o666)]
)
def test_a_group_that_cannot_be_given_leaves_another_no_more_than_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, left: int
) -> None:
    def chown_fails(*_arguments: object) -> None:
        raise PermissionError

    shared, new = tmp_path / "shared", tmp_path / "new"
    for path in (shared, new):
        path.touch(0o600)
    shared.chmod(mode)
    monkeypatch.setattr("os.fchown", chown_fails)
    give_access(shared.stat(), new)
    assert mode_of(new) == left


def test_nobody_else_can_lay_anything_where_a_load_writes(database: Path, later: Path, tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    with building(tmp_path / "beside" / "new.duckdb", memory_limit=MEMORY_LIMIT) as builder:
        builder.store()
        beside = list((tmp_path / "beside").iterdir())
        assert [(path.is_dir(), mode_of(path)) for path in beside] == [(True, 0o700)]
    assert [path.name for path in (tmp_path / "beside").iterdir()] == ["new.duckdb"]


# Links under the names that are written


@pytest.mark.parametrize("kind", ["link", "link to nothing", "second name", "pipe", "folder"])
def test_a_lock_that_is_none_is_neither_followed_nor_written(
    database: Path, later: Path, mine: Path, cli: Cli, kind: str
) -> None:
    lock = lock_of(database)
    if kind == "link":
        lock.symlink_to(mine)
    elif kind == "link to nothing":
        lock.symlink_to(mine.with_name("new.txt"))
    elif kind == "second name":
        os.link(mine, lock)
    elif kind == "pipe":
        os.mkfifo(lock)
    else:
        lock.mkdir()
    before = content(database)
    for arguments in (["load", str(later)], ["load", "--undo"], ["load", "--no-wait", str(later)]):
        outcome = cli(*arguments, "--db", str(database))
        assert outcome.code == ExitCode.DATABASE
        assert outcome.err == (
            f"Error: {lock} is not the lock that a load makes. Remove it, or ask who put it there.\n"
        )
    assert mine.read_text() == MINE
    assert os.listdir(mine.parent) == [mine.name]  # noqa: PTH208
    assert content(database) == before


def test_a_link_in_the_place_of_the_version_before_is_replaced_and_not_undone(
    database: Path, later: Path, mine: Path, cli: Cli
) -> None:
    kept = previous_path(database)
    before = content(database)
    kept.unlink()
    kept.symlink_to(mine)
    outcome = cli("load", "--undo", "--db", str(database))
    assert outcome.code == ExitCode.DATABASE
    assert f"{kept} is a link, and not the version that a load kept." in outcome.err
    assert kept.is_symlink()
    assert cli("load", str(later), "--db", str(database)).code == 0
    assert not kept.is_symlink()
    assert content(kept) == before
    assert mine.read_text() == MINE


def test_a_folder_in_the_place_of_the_version_before_is_named(database: Path, later: Path, cli: Cli) -> None:
    kept = previous_path(database)
    before = content(database)
    kept.unlink()
    kept.mkdir()
    outcome = cli("load", str(later), "--db", str(database))
    assert outcome.code == ExitCode.USAGE
    assert f"Cannot write {kept}" in outcome.err
    assert content(database) == before


def test_a_link_to_nothing_is_no_place_for_the_list_of_rejected_rows(
    database: Path, tmp_path: Path, mine: Path, cli: Cli
) -> None:
    source = tmp_path / "bad.csv"
    filings_csv(source, [Told("H26.02-220304-0001", date(2022, 3, 4), unit="Nowhere", status=PENDING)])
    planted = tmp_path / "bad.rejects.csv"
    planted.symlink_to(mine.with_name("new.txt"))
    assert cli("load", str(source), "--max-rejects", "100", "--db", str(database)).code == 0
    assert (tmp_path / "bad.rejects-2.csv").is_file()
    assert not mine.with_name("new.txt").exists()


def test_links_among_what_broken_off_loads_left_are_removed_and_not_entered(
    database: Path, later: Path, mine: Path, cli: Cli
) -> None:
    for name, target in (("abcd_123.work", mine.parent), ("abcd_124.part", mine)):
        database.with_name(f".{database.name}.{name}").symlink_to(target)
    assert cli("load", str(later), "--db", str(database)).code == 0
    assert [path.name for path in database.parent.iterdir() if path.is_symlink()] == []
    assert mine.read_text() == MINE


def test_a_link_of_the_users_own_is_followed(cli: Cli, tmp_path: Path, mine: Path) -> None:
    link = tmp_path / "report.csv"
    link.symlink_to(mine)
    assert followed(link) == mine
    assert cli("--export", "-o", str(link)).code == ExitCode.USAGE
    assert mine.read_text() == MINE
    assert cli("--export", "-o", str(link), "--force").code == 0
    assert link.readlink() == mine
    assert mine.read_text() != MINE


def test_links_that_lead_round_in_a_circle_are_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    outcome = cli("--export", "-o", str(tmp_path / "a.csv"), "--force")
    assert outcome.code == ExitCode.USAGE
    assert outcome.err.startswith("Error: Cannot write ")
    assert cli("load", "--undo", "--db", str(tmp_path / "a.csv")).code == ExitCode.DATABASE


# Several users. The administrator alone can act as others.

several_users = pytest.mark.skipif(not IS_ROOT, reason="only the administrator can act as other users")
AN, BINH, STRANGER = 54_001, 54_002, 54_003
REPORTS = 54_100
"""Numbers of users, and of a group in which the first two are."""

AS_USER = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from parx_tui.cli.run import run

uid, gid, mask, warm_up, *arguments = sys.argv[1:]
# What a command imports may lie where other users cannot read, and so is imported before.
run([warm_up if argument == arguments[-1] else argument for argument in arguments if argument != "-o"])
os.setgroups([int(gid)])
os.setgid(int(uid))
os.setuid(int(uid))
os.umask(int(mask, 8))
sys.stderr.flush()
print("---", file=sys.stderr, flush=True)
code = run(arguments)
sys.stdout.flush()
os._exit(code)
"""


@pytest.fixture
def shared(origin: Path) -> Iterator[Path]:
    """A folder of the group of reports, in which the database of an office lies."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        shutil.copytree(origin, folder)
        Path(name).chmod(0o755)
        database = folder / OFFICE_NAME
        previous_path(database).unlink()
        for number in (3, 4, 5):
            export(folder / f"day-{number}.csv", number).chmod(0o644)
        os.chown(folder, AN, REPORTS)
        folder.chmod(0o2770)
        os.chown(database, AN, REPORTS)
        database.chmod(0o660)
        yield folder


def as_user(uid: int, folder: Path, *arguments: str, group: int = REPORTS, mask: int = 0o077) -> tuple[int, str]:
    """Run a command on the database of a folder as a user; return its exit code and what it told."""
    database = folder / OFFICE_NAME
    with TemporaryDirectory() as name:
        warm = Path(name) / OFFICE_NAME
        shutil.copy(database, warm)
        Path(name).chmod(0o755)
        done = subprocess.run(
            [
                *(sys.executable, "-c", AS_USER.format(root=str(Path(__file__).resolve().parent.parent))),
                *(str(uid), str(group), f"{mask:o}", str(warm)),
                *(*arguments, "--db", str(database)),
            ],
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "PARX_LANG": "en", "HOME": name},
            check=False,
        )
    return done.returncode, done.stderr.rpartition("---\n")[2]


@several_users
@pytest.mark.parametrize("mask", [0o007, 0o027, 0o077])
def test_a_colleague_loads_and_the_group_goes_on_reading(shared: Path, mask: int) -> None:
    database, kept = shared / OFFICE_NAME, previous_path(shared / OFFICE_NAME)
    before = content(database)
    code, told = as_user(BINH, shared, "load", str(shared / "day-3.csv"), mask=mask)
    assert code == 0, told
    # A file cannot be given away: it is the colleague's now, and the group's as it was.
    assert (database.stat().st_uid, database.stat().st_gid, mode_of(database)) == (BINH, REPORTS, 0o660)
    assert (kept.stat().st_uid, kept.stat().st_gid, mode_of(kept)) == (AN, REPORTS, 0o660)
    assert content(kept) == before
    code, told = as_user(AN, shared, "--export", "filings", mask=mask)
    assert code == 0, told
    code, told = as_user(STRANGER, shared, "--export", "filings", group=STRANGER, mask=mask)
    assert code == ExitCode.DATABASE
    code, told = as_user(AN, shared, "load", str(shared / "day-4.csv"), mask=mask)
    assert code == 0, told
    code, told = as_user(BINH, shared, "load", "--undo", mask=mask)
    assert code == 0, told
    assert (database.stat().st_gid, mode_of(database)) == (REPORTS, 0o660)
    names = sorted(path.name for path in shared.iterdir() if OFFICE_NAME in path.name)
    assert names == [OFFICE_NAME, f"{OFFICE_NAME}.undone"]


@several_users
def test_the_administrator_loads_and_the_owner_stays(shared: Path) -> None:
    database = shared / OFFICE_NAME
    load(database, shared / "day-3.csv")
    assert (database.stat().st_uid, database.stat().st_gid, mode_of(database)) == (AN, REPORTS, 0o660)


@several_users
def test_a_lock_that_a_colleague_left_is_taken_over(shared: Path) -> None:
    lock = lock_of(shared / OFFICE_NAME)
    lock.write_text("999999")
    os.chown(lock, AN, REPORTS)
    lock.chmod(0o660)
    code, told = as_user(BINH, shared, "load", str(shared / "day-3.csv"), "--no-wait")
    assert code == 0, told
    assert not lock.exists()


@several_users
def test_a_lock_of_another_users_own_is_told(shared: Path) -> None:
    lock = lock_of(shared / OFFICE_NAME)
    lock.write_text("999999")
    lock.chmod(0o600)
    code, told = as_user(BINH, shared, "load", str(shared / "day-3.csv"), "--no-wait")
    assert code == ExitCode.DATABASE
    assert told == (
        f"Error: Another user is loading into {shared / OFFICE_NAME}, or a load was broken off and left {lock}. "
        "Try again when it has finished.\n"
    )


@several_users
def test_a_lock_is_shared_with_those_who_may_write_in_the_folder(shared: Path) -> None:
    database = shared / OFFICE_NAME
    for mode, expected in ((0o2770, 0o660), (0o2750, 0o600), (0o777, 0o666), (0o1777, 0o600)):
        shared.chmod(mode)
        with holding(database, wait=False, tell=print):
            assert mode_of(lock_of(database)) == expected
            assert lock_of(database).stat().st_gid == REPORTS


@several_users
def test_a_link_that_another_user_laid_is_not_written_through(shared: Path) -> None:
    with TemporaryDirectory() as name:
        target = Path(name) / "mine.csv"
        target.write_text(MINE)
        os.chown(name, BINH, BINH)
        os.chown(target, BINH, BINH)
        link = shared / "report.csv"
        link.symlink_to(target)
        os.chown(link, STRANGER, STRANGER, follow_symlinks=False)
        code, told = as_user(BINH, shared, "--export", "-o", str(link), "--force")
        assert (code, target.read_text()) == (ExitCode.USAGE, MINE)
        assert told == (f"Error: {link} is a link that another user made, and is not followed. Name the file itself.\n")
        for owner in (BINH, AN):
            target.write_text(MINE)
            # Of the user, and of the owner of the folder.
            os.chown(link, owner, owner, follow_symlinks=False)
            code, told = as_user(BINH, shared, "--export", "-o", str(link), "--force")
            assert code == 0, told
            assert target.read_text("utf-8-sig").startswith("city,")


@several_users
def test_undo_goes_through_no_link_of_another_user(shared: Path, tmp_path: Path) -> None:
    load(shared / OFFICE_NAME, shared / "day-3.csv")
    link = tmp_path / "today.duckdb"
    link.symlink_to(shared / OFFICE_NAME)
    os.chown(link, STRANGER, STRANGER, follow_symlinks=False)
    with pytest.raises(UsageError, match="a link that another user made"):
        undo(link)
