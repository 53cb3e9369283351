"""What monstrous pages cost the process that parses them: `python -m benchmarks.hostile_pages`.

Seconds for each, the outcome, and the most memory that the process has had, which is limited to `PARSE_MEMORY`.
"""

import time
from pathlib import Path

from bot import log
from bot.articles.bounded import PARSE_MEMORY, PARSE_SECONDS, BoundedParser
from bot.config import LogFormat
from bot.errors import ArticleError

URL = "https://www.ellorycourier.example/news/harbour"
PAGE = "<html><body><article><h1>Harbour</h1>{}</article></body></html>"
MONSTERS = {
    "5 MB of nested tags": "<div>" * 1_000_000,
    "5 MB of nested tables": "<table><tr><td>" * 330_000,
    "100,000 links": '<a href="/x">y</a>' * 100_000,
    "29,000 links": '<a href="/x">y</a> ' * 29_000,
    "29,000 paragraphs": "<p>The harbour reopened on Friday, nine days after the storm that sank two boats.</p>"
    * 29_000,
    "one line of 10 MB": "<p>" + "harbour " * 1_240_000,
    "entity bomb": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>' + "&b;" * 1_000_000,
    "10 MB of entities": "&lt;" * 2_400_000,
    "10 MB of NUL bytes": "\x00" * 9_900_000,
    "100,000 attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
    "10 MB of JSON-LD": '<script type="application/ld+json">' + "[" * 9_900_000,
    "5 MB of class names": '<div class="' + "newsletter " * 450_000 + '"><p>x</p></div>',
}


def main() -> None:
    """Print a line for each page."""
    log.configure("ERROR", LogFormat.CONSOLE)
    print(f"limits: {PARSE_SECONDS:g} s, {PARSE_MEMORY / 1e6:.0f} MB of address space")
    for name, html in MONSTERS.items():
        with BoundedParser() as parser:
            warm_up(parser)
            started = time.perf_counter()
            outcome = outcome_of(parser, html if html.startswith("<!") else PAGE.format(html))
            print(f"{name:24} {time.perf_counter() - started:6.2f} s {peak(parser):6.0f} MB  {outcome}", flush=True)


def warm_up(parser: BoundedParser) -> None:
    """The process starts, and its patterns compile, at the first page."""
    outcome_of(parser, PAGE.format("<p>The harbour reopened on Friday, nine days after the storm.</p>" * 10))


def outcome_of(parser: BoundedParser, html: str) -> str:
    """How reading a page ends."""
    try:
        return f"{len(parser.parse(html, URL).text):,} characters"
    except ArticleError as error:
        return f"{error.kind}: {error.sentence}"


def peak(parser: BoundedParser) -> float:
    """The most memory the process has had, in MB; 0 where it is gone."""
    process = parser._process
    try:
        status = Path(f"/proc/{process.pid if process else 0}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000 if "VmHWM:" in status else 0.0


if __name__ == "__main__":
    main()
