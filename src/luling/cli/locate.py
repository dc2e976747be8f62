"""Which policies a command is about: from the paths and names that were given, or all of them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from luling.cli.errors import CannotRead, NoPolicies, NoSuchFile, UnknownPolicy
from luling.cli.terminal import Failure
from luling.source import NOWHERE

__all__ = ["POLICIES", "find_all", "find_one", "first_line", "policies_in", "reason_of"]

POLICIES = Path("policies")


def find_all(paths: Sequence[str]) -> list[Path]:
    """The policy files under the given files and folders, or with the given ids (default: all under
    `policies`), each once."""
    if not paths and not POLICIES.is_dir():
        raise Failure.of(NoSuchFile(NOWHERE, str(POLICIES)), exit_code=2)
    found: dict[Path, Path] = {}
    for given in paths or [str(POLICIES)]:
        for path in _under(given):
            found.setdefault(path.resolve(), path)
    return list(found.values())


def _under(given: str) -> list[Path]:
    path = Path(given)
    if is_file(path):
        return [path]
    if not is_folder(path):
        if is_file(_of_id(given)):
            return [_of_id(given)]
        raise Failure.of(NoSuchFile(NOWHERE, given, _near(path)), exit_code=2)
    own = path / f"{path.resolve().name}.policy"
    if own.is_file():
        return [own]
    from luling.driver import find_policies

    found = find_policies(path)
    if not found:
        raise Failure.of(NoPolicies(NOWHERE, given), exit_code=2)
    _refuse_strays(path, found)
    return list(found)


def _refuse_strays(root: Path, found: Sequence[Path]) -> None:
    """A policy in a folder of another name would be passed over without a word."""
    taken = {path.parent for path in found}
    for path in sorted(root.glob("**/*.policy")):
        if path.parent not in taken and first_line(path).startswith("政策"):
            raise Failure.of(CannotRead(NOWHERE, str(path.parent), _misnamed(path)), exit_code=2)


def _misnamed(path: Path) -> str:
    """Cases and other files go on with a policy only where folder and policy have one name."""
    return (
        f"它是文件夹，里面的政策是 {path.name}；"
        f"文件夹的名称要与政策的相同，请改为 {path.stem}"
    )


def find_one(name: str) -> Path:
    """The policy file of an id under `policies`, or at a path."""
    path = Path(name)
    if is_file(path):
        return path
    if is_folder(path):
        return _only(name, path)
    if is_file(_of_id(name)):
        return _of_id(name)
    if path.suffix == ".policy" or len(path.parts) > 1:
        raise Failure.of(NoSuchFile(NOWHERE, name, _near(path)), exit_code=2)
    raise Failure.of(UnknownPolicy(NOWHERE, name, known_ids()), exit_code=2)


def _of_id(id: str) -> Path:
    """Where the policy with this id stands, if there is one."""
    return POLICIES / id / f"{id}.policy"


def _only(name: str, folder: Path) -> Path:
    found = _under(name)
    if len(found) > 1:
        heads = [path for path in found if first_line(path).startswith("政策")]
        reason = f"它是文件夹，里面有 {len(heads)} 份政策，请指明一份"
        if len(heads) == 1 and heads[0].parent == folder:
            reason = _misnamed(heads[0])
        raise Failure.of(CannotRead(NOWHERE, str(folder), reason), exit_code=2)
    return found[0]


def known_ids() -> tuple[str, ...]:
    """The ids of the policies in the default folder."""
    if not is_folder(POLICIES):
        return ()
    return tuple(path.stem for path in policies_in(POLICIES))


def policies_in(folder: Path) -> list[Path]:
    """The policies of a folder, without the vocabularies that they share."""
    from luling.driver import find_policies

    return [path for path in find_policies(folder) if not _is_vocabulary(path)]


def _is_vocabulary(path: Path) -> bool:
    """Whether the first word of the file, after comments, is 词汇."""
    return first_line(path).startswith("词汇")


def first_line(path: Path) -> str:
    """The first line of a policy that is no comment; empty where it can't be read."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            words = (line.strip() for line in lines)
            return next((line for line in words if line and line[0] not in "#＃"), "")
    except OSError:
        return ""


def is_file(path: Path) -> bool:
    """Whether it is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _near(path: Path) -> tuple[str, ...]:
    """Neighbours whose name is like the one that is not there."""
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        return ()
    close = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    return tuple((path.parent / name).as_posix() for name in close)


def reason_of(error: OSError) -> str:
    """Why a file could not be read or written, in Chinese."""
    match error:
        case PermissionError():
            return "没有权限"
        case IsADirectoryError():
            return "它是文件夹，不是文件"
        case NotADirectoryError() | FileExistsError():
            return "路径上有一个同名的文件，不是文件夹"
        case FileNotFoundError():
            return "它不存在"
    return error.strerror or str(error)
