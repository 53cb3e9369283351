"""Every regular expression of the project, found by itself, and strings made from each to make it slow.

A pattern is found when its module compiles it at import (`re.compile` is listened to), or where it stands as an
argument of `re.search` and the like in a function (the source is read). `python -m tests.support.patterns` lists them.
"""

import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers")
"""Not the sandbox: who uses it writes to themselves."""
CALLS = frozenset({"match", "search", "sub", "subn", "findall", "finditer", "split", "fullmatch"})
ANCHORED = frozenset({"match", "fullmatch"})
LONG = 8_000
"""Characters of the longest string. What runs in squares takes 100 ms for it and more, what runs straight a few."""
LADDER = (12, 20, 28, 60, 120, 250, LONG // 4, LONG)
"""Lengths tried in turn, so that a pattern that doubles with each character is found at thirty, not at thousands."""
FLOOR = 0.03
"""Seconds of the processor below which growth is not looked at: its clock may tick in hundredths."""
SLOW = 0.5
"""Seconds of the processor after which a match is broken off."""
MOST_GROWTH = 2.0
"""Times longer than four strings of a quarter of the length: 1 is straight, 4 square. Both are the least of three, by
the processor's clock."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A pattern, where it stands, and whether it is only ever tried at one place of a text."""

    where: str
    pattern: str
    flags: int
    anchored: bool


# Finding -------------------------------------------------------------------------------------------------------------


def collect() -> list[Found]:
    """Every pattern of the project, by place. To be called before its modules are imported: in a process of its own."""
    found: set[Found] = set()
    compiled: list[tuple[str, int, str, int]] = []
    with _listening(compiled):
        modules = [importlib.import_module(name) for name in _names()]
    users = _Uses(modules)
    for path, line, pattern, flags in compiled:
        where = f"{Path(path).relative_to(ROOT)}:{line}"
        found.add(Found(where, pattern, flags, users.only_anchored(path, pattern, flags)))
    for module in modules:
        found.update(_inline(module))
    return sorted(found)


def _names() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        for each in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not each.name.endswith("__main__"):
                yield each.name


@contextmanager
def _listening(heard: list[tuple[str, int, str, int]]) -> Iterator[None]:
    original = re.compile

    def compile_(pattern: Any, flags: Any = 0) -> Any:
        made = original(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename.startswith("<"):
            frame = frame.f_back
        path = frame.f_code.co_filename
        if any(path.startswith(f"{ROOT / package}/") for package in PACKAGES) and isinstance(made.pattern, str):
            heard.append((path, frame.f_lineno, made.pattern, int(made.flags)))
        return made

    re.compile = compile_  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = original


class _Uses:
    """How the names of patterns are used in the tree: `NAME.match(…)`."""

    def __init__(self, modules: list[ModuleType]) -> None:
        self._names: dict[tuple[str, str, int], set[str]] = {}
        self._uses: dict[str, set[str]] = {}
        for module in modules:
            path = str(module.__file__)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    self._names.setdefault((path, value.pattern, int(value.flags)), set()).add(_scoped(name, path))
            tree = ast.parse(Path(path).read_text(encoding="utf-8"))
            called: set[int] = set()
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute):
                    for name in _base(node.value):
                        self._uses.setdefault(_scoped(name, path), set()).add(node.attr)
                        called.add(id(node.value))
            for node in ast.walk(tree):  # handed on by itself: who knows what becomes of it
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                    self._uses.setdefault(_scoped(node.id, path), set()).add("?")

    def only_anchored(self, path: str, pattern: str, flags: int) -> bool:
        names = self._names.get((path, pattern, flags), set())
        uses = set().union(*(self._uses.get(name, {"?"}) for name in names)) if names else {"?"}
        return uses <= ANCHORED | {"pattern", "groups", "flags"}


def _scoped(name: str, path: str) -> str:
    """A name of its module's own is nobody else's of the same name."""
    return f"{path}:{name}" if name.startswith("_") else name


def _base(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr


def _inline(module: ModuleType) -> Iterator[Found]:
    path = Path(str(module.__file__))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) for part in ast.walk(each)}
    for node in ast.walk(tree):
        if id(node) not in inside:  # what a module does at its import was heard
            continue
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if not is_call or not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":  # type: ignore
            continue
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr not in CALLS | {"compile"}:
            continue
        pattern, flags = _value(node.args[0], module), 0
        for extra in [*node.args[1:], *(keyword.value for keyword in node.keywords)]:
            value = _value(extra, module) if "re." in ast.unparse(extra) else 0
            flags |= int(value) if isinstance(value, re.RegexFlag) else 0
        if isinstance(pattern, str):
            yield Found(f"{path.relative_to(ROOT)}:{node.lineno}", pattern, flags, node.func.attr in ANCHORED)


class _Anything(dict[str, Any]):
    """Stands in for names that only exist while a function runs: some word of a text."""

    def __missing__(self, key: str) -> Any:
        builtins: Any = __builtins__
        known = builtins if isinstance(builtins, dict) else vars(builtins)
        return known.get(key, "Ab c")


def _value(node: ast.expr, module: ModuleType) -> Any:
    names = _Anything(vars(module))
    try:
        return eval(compile(ast.Expression(node), "<pattern>", "eval"), {"__builtins__": {}}, names)
    except Exception:  # noqa: BLE001 - made of values that only a running function has
        return None


# Attacking -----------------------------------------------------------------------------------------------------------

COMMON = ("a", "A", " ", "1", "Aa ", "aa ", "Aa, ", "1,", "-", ".", "’", "“", '"', "\n", "<", "&", "(", "[", "/", "é")


def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """What to try: a beginning, what is repeated, and an end. Made from each endless repetition in the pattern, and
    from its parts taken together."""
    seen: set[tuple[str, str, str]] = set()
    tree = parser.parse(pattern, flags)
    whole = _example(tree, 0)
    for begin, body in [*_repeats(tree, ""), ("", whole), ("", whole[: max(len(whole) - 1, 1)])]:
        for repeated in body if isinstance(body, list) else [body]:
            for start in ("", begin):
                for end in ("", "\x00", "!", " x"):
                    seen.add((start, repeated, end))
    for repeated in COMMON:
        seen.update({("", repeated, ""), ("", repeated, "\x00")})
    yield from sorted(each for each in seen if each[1])


def _repeats(tree: Any, begin: str) -> Iterator[tuple[str, list[str]]]:
    """What leads to each endless repetition, and several things that it repeats."""
    for position, (kind, value) in enumerate(tree):
        before = begin + "".join(_example_of(k, v, 0) for k, v in tree[:position]) if position else begin
        for inner in _children(kind, value):
            yield from _repeats(inner, before)
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            if most is sre.MAXREPEAT or most > 20:
                ways = list(dict.fromkeys(_example(body, way) for way in range(4)))
                rest = "".join(_example_of(k, v, 0) for k, v in tree[position + 1 :])
                yield before, [*ways, ways[0] + rest] if rest else ways


def _children(kind: Any, value: Any) -> Iterator[Any]:
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        yield value[2]
    elif kind is sre.SUBPATTERN:
        yield value[3]
    elif kind is sre.BRANCH:
        yield from value[1]
    elif kind in (sre.ASSERT, sre.ASSERT_NOT):
        yield value[1]
    elif kind is sre.ATOMIC_GROUP:
        yield value


def _example(tree: Any, way: int) -> str:
    """A string that the pattern takes, mostly; `way` chooses among several."""
    return "".join(_example_of(kind, value, way) for kind, value in tree)


def _example_of(kind: Any, value: Any, way: int) -> str:  # noqa: PLR0911 - one line a kind
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is sre.ANY:
        return "a 1."[way % 4]
    if kind is sre.IN:
        return _of_class(value, way)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, body = value
        times = max(least, min(1, most)) if way % 2 == 0 else least
        return _example(body, way) * times
    if kind is sre.SUBPATTERN:
        return _example(value[3], way)
    if kind is sre.BRANCH:
        return _example(value[1][way % len(value[1])], way)
    if kind is sre.ATOMIC_GROUP:
        return _example(value, way)
    return ""


_IN_CATEGORY = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_NOT_WORD: "-",
}
_CANDIDATES = "aA1 -.,'’“\n_/&é\t"


def _of_class(items: Any, way: int) -> str:
    negated = bool(items) and items[0][0] is sre.NEGATE
    if negated:
        refused = re.compile(f"[{re.escape(''.join(_members(items)))}]") if _members(items) else None
        allowed = [c for c in _CANDIDATES if not (refused and refused.match(c))] or ["\u4e00"]
        return allowed[way % len(allowed)]
    members = _members(items)
    return members[way % len(members)] if members else "a"


def _members(items: Any) -> list[str]:
    found: list[str] = []
    for kind, value in items:
        if kind is sre.LITERAL:
            found.append(chr(value))
        elif kind is sre.RANGE:
            found.extend({chr(value[0]): None, chr(value[1]): None})
        elif kind is sre.CATEGORY:
            found.append(_IN_CATEGORY.get(value, "a"))
    return found


# Timing --------------------------------------------------------------------------------------------------------------


class _TooLongError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Blowup:
    """A string that makes a pattern slow: `length` characters of it took `seconds`, `growth` times as long as four
    quarters of it by themselves (0 where it was broken off)."""

    begin: str
    repeated: str
    end: str
    length: int
    seconds: float
    growth: float


def blowup(found: Found, longest: int = LONG) -> Blowup | None:
    """The first string under which the time of a pattern grows faster than the string; None where none was found.
    `longest` characters are the most that it is ever tried on."""
    pattern = re.compile(found.pattern, found.flags)
    run = _once if found.anchored else _all
    ladder = [length for length in LADDER if length < longest] + [longest]
    for begin, repeated, end in attacks(found.pattern, found.flags):
        if worst := _climb(pattern, run, (begin, repeated, end), ladder):
            return worst
    return None


def _climb(
    pattern: re.Pattern[str],
    run: Callable[[re.Pattern[str], str], None],
    attack: tuple[str, str, str],
    ladder: Sequence[int],
) -> Blowup | None:
    begin, repeated, end = attack
    for length in ladder:
        text = _text(begin, repeated, end, length)
        seconds = _seconds(pattern, run, text)
        if seconds >= SLOW:
            return Blowup(begin, repeated, end, length, seconds, 0.0)
        if seconds < FLOOR:
            continue
        quarter = _text(begin, repeated, end, length // 4)
        seconds = min(seconds, *(_seconds(pattern, run, text) for _ in range(2)))
        quarters = min(_seconds(pattern, run, *[quarter] * 4) for _ in range(3))
        if seconds >= FLOOR and seconds > MOST_GROWTH * quarters:
            return Blowup(begin, repeated, end, length, seconds, seconds / max(quarters, 0.001))
    return None


def _text(begin: str, repeated: str, end: str, length: int) -> str:
    return begin + (repeated * (length // len(repeated) + 1))[:length] + end


def _once(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)


def _all(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _seconds(pattern: re.Pattern[str], run: Callable[[re.Pattern[str], str], None], *texts: str) -> float:
    """Seconds of the processor, SLOW at most."""

    def stop(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    begun = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SLOW)
        for text in texts:
            run(pattern, text)
    except _TooLongError:
        return SLOW
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begun


if __name__ == "__main__":
    json.dump([[each.where, each.pattern, each.flags, each.anchored] for each in collect()], sys.stdout)
