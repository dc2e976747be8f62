"""Decisions by the line: a JSON request a line in, a JSON answer a line out, in the same order.

Each line of the input, blank ones too, has exactly one line of output, and no line, however broken,
stops the rest or changes another's answer:

    {"id": …, "policy": "chongqing", "decision": "reimbursement", "facts": {…}, "params": {…}}
    {"id": …, "policy": …, "decision": …, "status": …, "outputs": {…}, "unresolved": {…}}
    {"id": …, "error": {"code": …, "message": …, "fact": …}}

`id` is any JSON value and comes back as it was written, null where it is missing or can't be read.
Other keys of a request are ignored; a key given twice in one object is an error. Output is UTF-8
(half characters, as "\\ud800", stay escaped). Memory is bounded by one chunk and the longest line.

Input is taken as it arrives and answered before more is waited for, so that an interactive caller
sees each answer at once and a fast one pays for few writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from luling.runtime.errors import DecisionError

__all__ = ["LINE_LIMIT", "Decide", "serve"]

LINE_LIMIT = 64 * 1024 * 1024
_CHUNK = 1 << 18
_SIMPLE = (str, int, bool, type(None))
_HUGE = 10**400
_BLANKS = b" \t\r\n"


class Decide(Protocol):
    """Answers a request: a mapping with status, outputs and unresolved; raises `DecisionError`."""

    def __call__(
        self, policy: str, decision: str, facts: object, params: object
    ) -> dict[str, Any]: ...


def serve(read: Callable[[int], bytes], out: BinaryIO, decide: Decide) -> None:
    """Answer every line of the input. `read(n)` gives at most n bytes as soon as there are any."""
    first = True
    for lines in _batches(read):
        if first:
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf") if lines[0] else lines[0]
            first = False
        out.write(b"".join([_answer(line, decide) for line in lines]))
        out.flush()


def _batches(read: Callable[[int], bytes]) -> Iterator[list[bytes | None]]:
    """Lines as they arrive; None for one that is longer than the limit (its bytes are dropped)."""
    parts: list[bytes] = []
    size = 0
    while chunk := read(_CHUNK):
        head, end, rest = chunk.rpartition(b"\n")
        if not end:
            size += len(chunk)
            parts.append(chunk)
            if size > LINE_LIMIT:
                parts.clear()
            continue
        lines: list[bytes | None] = [*(b"".join(parts) + head).split(b"\n")]
        if size > LINE_LIMIT:
            lines[0] = None
        parts, size = [rest], len(rest)
        yield lines
    if size:
        yield [b"".join(parts) if size <= LINE_LIMIT else None]


# ---------------------------------------------------------------- one line


def _answer(line: bytes | None, decide: Decide) -> bytes:
    identity: object = None
    try:
        if line is None:
            raise _bad(f"这一行超过 {LINE_LIMIT // 1024 // 1024} MiB，太长")
        text = line.strip(_BLANKS).decode()
        request, exact = _parse(text)
        if type(request) is not dict:
            raise _bad("这一行应为一个 JSON 对象，即写在花括号 { } 里")
        identity = request.get("id")
        if not exact or type(identity) not in _SIMPLE:
            identity = _verbatim_id(text)
        if text.count(":") != _count_keys(request):
            _refuse_doubled(text)
        policy, decision = _name(request, "policy"), _name(request, "decision")
        answer = decide(policy, decision, request.get("facts"), request.get("params"))
        return _encode(
            {
                "id": identity,
                "policy": policy,
                "decision": decision,
                "status": answer["status"],
                "outputs": answer["outputs"],
                "unresolved": answer["unresolved"],
            }
        )
    except DecisionError as error:
        return _encode({"id": identity, "error": error.to_json()})
    except UnicodeDecodeError as error:
        return _refusal(identity, f"这一行不是 UTF-8 编码（第 {error.start + 1} 个字节读不通）")
    except RecursionError:
        return _refusal(identity, "这一行的 JSON 嵌套太深")
    except Exception as error:  # a fault of ours must not stop the lines that follow
        failed = {"code": "internal_error", "message": f"内部错误（{type(error).__name__}）"}
        return _encode({"id": identity, "error": {**failed, "fact": None}})


def _bad(message: str) -> DecisionError:
    return DecisionError("bad_request", message + "。")


def _refusal(identity: object, message: str) -> bytes:
    return _encode({"id": identity, "error": _bad(message).to_json()})


def _name(request: dict[str, object], key: str) -> str:
    value = request.get(key)
    if type(value) is not str:
        what = "政策" if key == "policy" else "判定"
        problem = "缺少" if value is None else "应为字符串："
        raise _bad(f'{problem} {key}（{what}的标识），例如 {{"{key}": "…"}}')
    return value


# ---------------------------------------------------------------- JSON in


def _clipped(digits: str) -> int:
    """An integer; of one with hundreds of digits it only matters that it is too large."""
    if len(digits) < 400:
        return int(digits)
    return -_HUGE if digits.startswith("-") else _HUGE


def _scanner(**hooks: Any) -> Callable[[str, int], tuple[Any, int]]:
    """Reads one value at a place of a text, and says where it ends."""
    decoder: Any = json.JSONDecoder(**hooks)
    scan: Callable[[str, int], tuple[Any, int]] = decoder.scan_once
    return scan


_scan = _scanner()
_scan_clipped = _scanner(parse_int=_clipped)


def _parse(text: str) -> tuple[object, bool]:
    """The value of a line, and whether its integers are exact. Floats and NaN become Python floats,
    which every validator refuses."""
    exact = True
    try:
        try:
            value, end = _scan(text, 0)
        except json.JSONDecodeError:
            raise
        except ValueError:  # an integer of more than 4,300 digits
            exact = False
            value, end = _scan_clipped(text, 0)
    except StopIteration as stop:
        raise _bad(_nothing_at(text, int(stop.value))) from None
    except json.JSONDecodeError as error:
        raise _bad(f"这一行的 JSON 写法不对，在第 {error.pos + 1} 个字") from None
    if end != len(text) and text[end:].strip(" \t\r\n"):
        raise _bad(f"这一行的 JSON 在第 {end} 个字已经结束，后面还有多余的内容")
    return value, exact


def _nothing_at(text: str, position: int) -> str:
    if not text:
        return "这一行是空的，应为一个 JSON 对象"
    return f"这一行的 JSON 写法不对，在第 {position + 1} 个字"


# ---------------------------------------------------------------- keys given twice


def _count_keys(value: Any) -> int:
    """The keys of all objects in a value. Each had a colon in the text, so that where the text has
    no more colons than this, no key was given twice."""
    count = 0
    if type(value) is dict:
        count = len(value)
        value = value.values()
    for item in value:
        if type(item) is dict or type(item) is list:
            count += _count_keys(item)
    return count


def _refuse_doubled(text: str) -> None:
    """Read the text again and raise for a key that is twice in one object."""

    def check(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            name = next(name for name in names if names.count(name) > 1)
            raise _bad(f"名称「{name}」在同一个对象里写了两次")

    _scanner(object_pairs_hook=check, parse_int=_clipped)(text, 0)


# ---------------------------------------------------------------- ids as they were written


class _Number:
    """A number as the input writes it."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class _NotJsonError(Exception):
    """NaN or Infinity, which Python reads and JSON does not have."""


class _Constant(_Number):
    """NaN or Infinity."""


_scan_numbers = _scanner(parse_float=_Number, parse_int=_Number, parse_constant=_Constant)


class _Verbatim:
    """An id that is written as it was read."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def _verbatim_id(text: str) -> _Verbatim | None:
    """The id of a request that is a number with a fraction, a very long one, a list or an object.
    Null where it is missing or holds NaN or Infinity, which no JSON can say."""
    request, _ = _scan_numbers(text, 0)
    try:
        return _Verbatim(_written(request["id"])) if "id" in request else None
    except _NotJsonError:
        return None


def _written(value: object) -> str:
    if isinstance(value, _Constant):
        raise _NotJsonError
    if isinstance(value, _Number):
        return value.text
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, dict):
        pairs = (f"{_dump(key)}: {_written(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return _dump(value)


# ---------------------------------------------------------------- JSON out

def _dumper() -> Callable[[object], str]:
    """`json.dumps` without its set-up for each value, where there is the C encoder."""
    plain = json.JSONEncoder(ensure_ascii=False, check_circular=False)
    make: Any = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return plain.encode
    write: Any = json.encoder.encode_basestring
    encode = make(None, plain.default, write, None, ": ", ", ", False, False, True)
    return lambda value: "".join(encode(value, 0))


_dump = _dumper()
_dump_ascii = json.JSONEncoder().encode


def _encode(answer: dict[str, object]) -> bytes:
    """One line of output, in ASCII where it holds half a character, which UTF-8 can't say."""
    identity = answer["id"]
    if type(identity) is _Verbatim:
        body = {key: value for key, value in answer.items() if key != "id"}
        text = '{"id": ' + identity.text + ", " + _dump(body)[1:]
    else:
        text = _dump(answer)
    try:
        return (text + "\n").encode()
    except UnicodeEncodeError:
        return _escaped(text)


def _escaped(text: str) -> bytes:
    """A line of JSON with everything outside ASCII escaped; it only ever stands inside strings."""
    out = "".join(c if c.isascii() else _dump_ascii(c)[1:-1] for c in text)
    return (out + "\n").encode()
