"""The brief against editors: `python -m benchmarks.eval_brief [--facts] [--newsroom GOLD --articles TEXTS] [--speed]`.

--facts     summaries of 500 CNN articles against their bullets (ROUGE; corpora/facts, scorers/score_facts.py)
--newsroom  quotes, figures, dates, people, places, key facts against annotations made by reading (score_newsroom.py);
            and how often a speaker's name is right by how the source is written (benchmarks/resolved.py)
--speed     seconds a brief on one core: articles of about 600 words, and the longest text that is read whole

NUTGRAF_SHARED is the folder with corpora/ and scorers/, by default `shared` beside the checkout.
"""

import argparse
import json
import lzma
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import resolved
from bot import log
from bot.articles.plain import from_text
from bot.config import LogFormat
from bot.reading import read
from bot.reading.brief_json import brief_json
from bot.reading.pipeline import MOST_WORDS

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NUTGRAF_SHARED") or ROOT.parent / "shared")
FACTS = SHARED / "corpora" / "facts" / "dev.jsonl.xz"
PAGES = SHARED / "corpora" / "pages" / "ground-truth.json"
ROUNDS = 40  # articles timed
WORDS = 600


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of lines, packed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def briefed(row: dict[str, Any]) -> dict[str, Any]:
    """The command line's object for one of its input rows."""
    article = from_text(row["text"], title=row.get("title"), published=row.get("published") or row.get("date"))
    return brief_json(read(article), article, row["id"])


def scored(scorer: str, predictions: list[dict[str, Any]], *arguments: str) -> None:
    """Run one of the shared scorers over `predictions` and let it print."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions)
        file.flush()
        command = [sys.executable, str(SHARED / "scorers" / scorer), *arguments, "--pred", file.name]
        subprocess.run(command, check=True)


def facts() -> None:
    """ROUGE of the summaries on the development half of the facts corpus."""
    scored("score_facts.py", [briefed(row) for row in rows(FACTS)], "--gold", str(FACTS))


def newsroom(gold: Path, texts: str, verbose: bool) -> None:
    """Everything in the brief against the gold at `gold`, whose articles are in the files `texts` (with commas)."""
    scorer = str(SHARED / "scorers" / "score_newsroom.py")
    made = subprocess.run(
        [sys.executable, scorer, "--gold", str(gold), "--make-input", texts], check=True, capture_output=True, text=True
    )
    articles = [json.loads(line) for line in made.stdout.splitlines()]
    predictions = [briefed(article) for article in articles]
    options = ["--verbose"] if verbose else []
    scored("score_newsroom.py", predictions, "--gold", str(gold), "--articles", texts, *options)
    by_id = {article["id"]: article["text"] for article in articles}
    print("\n".join(resolved.report(gold, predictions, by_id, SHARED)), flush=True)


def speed() -> None:
    """Median and worst seconds for 600 words, and the seconds for as many words as are read at most."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [" ".join(row["text"].split()[:WORDS]) for row in rows(FACTS) if len(row["text"].split()) >= WORDS]
    read(from_text(texts[0]))
    taken = sorted(_seconds(text) for text in texts[:ROUNDS])
    print(f"600 words: p50 {1000 * statistics.median(taken):.0f} ms  worst {1000 * taken[-1]:.0f} ms  n {len(taken)}")
    long = "\n".join(texts)[: MOST_WORDS * 12]
    print(f"{len(long.split()):,} words: {_seconds(long):.1f} s (at most {MOST_WORDS:,} are read)")


def _seconds(text: str) -> float:
    begun = time.process_time()
    read(from_text(text, published="2015-04-01"))
    return time.process_time() - begun


def main() -> None:
    """Measure what was asked for; with no option, facts and speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", action="store_true")
    parser.add_argument("--newsroom", type=Path, metavar="GOLD")
    parser.add_argument(
        "--articles", default=f"{FACTS},{PAGES}", metavar="TEXTS", help="where the articles of GOLD are"
    )
    parser.add_argument("--verbose", action="store_true", help="list the misses of --newsroom")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args()
    log.configure("WARNING", LogFormat.CONSOLE)
    everything = not (chosen.facts or chosen.newsroom or chosen.speed)
    if chosen.facts or everything:
        facts()
    if chosen.newsroom:
        newsroom(chosen.newsroom, chosen.articles, chosen.verbose)
    if chosen.speed or everything:
        speed()


if __name__ == "__main__":
    main()
