"""Coverage-guided fuzzing of everything that reads what strangers write: `make fuzz`, or
`python -m benchmarks.fuzz [--seconds 60] [TARGET…]`.

Each target runs in a process of its own under atheris (libFuzzer), which learns from the lines of ours that an input
reaches. It ends with the number of inputs, and the input at which something raised what it must not, took longer than
SLOW_SECONDS, or grew beyond MEMORY_MB. Not part of CI: the suite has short runs with hypothesis (tests/hostile,
tests/bot/articles/test_fuzz.py).
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

SECONDS = 60
SLOW_SECONDS = 5
"""For one input of at most LONGEST bytes."""
LONGEST = 4_096
MEMORY_MB = 2_500

SEEDS = {
    "slash": b"schedule weekdays 8:00 <#C1|x> \xe2\x80\x9cname\xe2\x80\x9d <https://a.example/b|c>",
    "questions": b"Ann Lee 7d share https://a.example/b",
    "incoming": b'{"type":"message","channel":"C1","ts":"1.2","text":"<https://a.example/b>","blocks":[{"type":"rich_text"}]}',
    "sound": b'{"type":"block_actions","user":{"id":"U1"},"actions":[{"type":"button","action_id":"a","value":"b"}]}',
    "links": b"see <https://www.google.com/amp/s/a.example/b?utm_source=c|x> and http://[::1]/",
    "blocks": b"Harbour <!channel> \xe2\x80\xae \xf0\x9f\x87\xa9\xf0\x9f\x87\xaa",
    "page": b'<html><head><script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"A B"}]}</script>'
    b"</head><body><article><h1>T</h1><p>By Ann Lee</p><p>The pier is shut, she said.</p></article></body></html>",
    "text": b"date 2025-07-03 By Ana Diaz, The Courier\nMARL (AP) \xe2\x80\x94 The pier is shut.",
    "dates": b"on Tuesday 3 July 2025 at 7:30 p.m. next month about two weeks ago",
    "amounts": b"more than 1,200 people, $3.5 million, twenty-five per cent, 5 to 10 km",
    "quotes": b"\xe2\x80\x9cThe pier is unsafe,\xe2\x80\x9d Ada Brook said. He added that it would close.",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
}


def _slash(text: str) -> None:
    from bot.slack.slash import meant, parse

    meant(parse(text).verb, ("list", "show"))


def _questions(text: str) -> None:
    from bot.slack.house import order
    from bot.slack.plan_words import WishError, read_wish
    from bot.slack.questions import question, time_of
    from bot.slack.since import UnknownTime, since

    for command in ("brief", "facts", "quotes"):
        question(command, text, "T1")
    time_of(text)
    order(text)
    for read, error in ((lambda: since(text, 1.7e9, "UTC"), UnknownTime), (lambda: read_wish(text.split()), WishError)):
        with suppress(error):
            read()


def _incoming(text: str) -> None:
    from bot.slack.incoming import Me, links_of, parse, plain_text

    event = _json(text)
    if isinstance(event, dict):
        parse(event, "T1", Me("U1", "B1"))
        links_of(event)
        plain_text(event)


def _sound(text: str) -> None:
    from handlers.sound import _mend, is_readable, is_sound

    payload = _json(text)
    if is_readable(payload) and isinstance(payload, dict):
        is_sound(payload)
        _mend(payload)
        json.dumps(payload, ensure_ascii=False).encode()


def _links(text: str) -> None:
    from bot.articles.links import canonical, find_links, link_key, page_key
    from bot.articles.wrapped import unwrapped
    from bot.slack.blocks.fragment import passage_link
    from bot.slack.message_links import message_of

    find_links(text, [{"type": "mrkdwn", "text": text}], [{"title_link": text}])
    once = canonical(text)
    assert canonical(once) == once, once
    link_key(text), page_key(text), unwrapped(text), message_of("T1", text)
    passage_link("https://a.example/b", text, 0, min(len(text), 20))


def _blocks(text: str) -> None:
    from bot.slack.blocks.mrkdwn import cut, link, one_line, size, snippet, web_url

    for limit in (1, 7, 60):
        assert size(cut(text, limit)) <= limit and size(snippet(text, limit)) <= limit
    shown = link(text, text)
    inside = re.fullmatch(r"<https?://[^<>|\s]+\|([^<>]*)>|([^<>]*)", shown)
    assert inside, shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", one_line(text))
    web_url(text)


def _page(text: str) -> None:
    from bot.articles.parse import parse
    from bot.errors import ArticleError

    try:
        article = parse(text.encode("utf-8", "replace"), "https://a.example/b")
    except ArticleError:
        return
    assert "\x00" not in article.text


def _text(text: str) -> None:
    from bot.articles.plain import from_text, looks_like_html
    from bot.articles.times import iso_time

    from_text(text, published=text, url=text)
    looks_like_html(text.encode("utf-8", "replace"))
    iso_time(text)


def _dates(text: str) -> None:
    from bot.reading.components.dates import times_and_dates
    from bot.reading.dates import find_dates

    times_and_dates(text)
    find_dates(text, [(0, len(text))], "2025-07-03")


def _amounts(text: str) -> None:
    from bot.reading.amounts import amounts as read_amounts
    from bot.reading.components.amounts import amounts
    from bot.reading.components.sentence_starts import paragraph_starts, unbroken
    from bot.reading.datelines import dateline
    from bot.reading.sentences import sentence_spans

    amounts(text), unbroken(text), paragraph_starts(text), read_amounts(text, 0, len(text))
    for start, end in sentence_spans(text):
        assert 0 <= start < end <= len(text)
        dateline(text, start, end)


def _quotes(text: str) -> None:
    from bot.reading.quotes.regions import find_regions
    from bot.reading.quotes.turns import find_turns

    find_regions(text)
    find_turns(text, [(0, len(text))])


def _gzip(data: bytes) -> None:
    import zlib

    from bot.articles.charsets import decode

    try:
        body = zlib.decompressobj(31).decompress(data, 100_000)
    except zlib.error:
        body = data
    for charset in (None, "utf-8", "utf-16", "gb18030", "x"):
        decode(body, charset)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


TARGETS: dict[str, Callable[..., None]] = {
    "slash": _slash, "questions": _questions, "incoming": _incoming, "sound": _sound, "links": _links,
    "blocks": _blocks, "page": _page, "text": _text, "dates": _dates, "amounts": _amounts, "quotes": _quotes,
    "gzip": _gzip,
}  # fmt: skip


def fuzz_one(name: str, seconds: int, folder: Path) -> None:
    """Fuzz a target in this process, which ends with it."""
    import atheris

    target, raw = TARGETS[name], name == "gzip"
    with atheris.instrument_imports(include=["bot", "handlers"]):
        _touch(target, SEEDS[name] if raw else SEEDS[name].decode())
    (folder / "seed").write_bytes(SEEDS[name])

    def one(data: bytes) -> None:
        target(data if raw else _decoded(data))

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW_SECONDS}",
         f"-rss_limit_mb={MEMORY_MB}", f"-artifact_prefix={folder}/found-", "-print_final_stats=1", str(folder)],
        one,
    )  # fmt: skip
    atheris.Fuzz()


def _decoded(data: bytes) -> str:
    """As text; halves of characters stay what they are."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _touch(target: Callable[..., None], seed: Any) -> None:
    """Import what the target imports, under instrumentation."""
    target(seed)


def main() -> None:
    """Fuzz each target in turn and print a line for each; exit status 1 where something was found."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("targets", nargs="*", default=list(TARGETS))
    options.add_argument("--seconds", type=int, default=SECONDS, help="for each target")
    options.add_argument("--in-process", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.in_process:
        fuzz_one(asked.targets[0], asked.seconds, Path(asked.in_process))
        return
    total, bad = 0, 0
    for name in asked.targets:
        with tempfile.TemporaryDirectory() as folder:
            started = time.monotonic()
            command = [sys.executable, "-m", "benchmarks.fuzz", name, "--seconds", str(asked.seconds)]
            done = subprocess.run([*command, "--in-process", folder], capture_output=True, text=True, check=False)
            said = done.stdout + done.stderr
            counted = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
            inputs = int(counted[1]) if counted else 0
            found = sorted(Path(folder).glob("found-*"))
            total, bad = total + inputs, bad + bool(found or done.returncode)
            print(
                f"{name:10} {inputs:>9,} inputs in {time.monotonic() - started:4.0f} s, found {len(found)}", flush=True
            )
            for each in found:
                print(f"  {each.name}: {each.read_bytes()[:300]!r}")
            if found or done.returncode:
                print("  " + "\n  ".join(said.strip().splitlines()[-25:]))
    print(f"{'all':10} {total:>9,} inputs, {bad} targets with something found")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
