"""Direct quotations side by side: `python -m benchmarks.quotes [--split dev|train] [--every N] [--hostile]`.

Ours, textacy's direct_quotations (benchmarks/requirements.txt; left out with a word where it is not installed) and a
pattern of twelve lines, all given the same documents of our pipeline: F1 and milliseconds an article. textacy and the
pattern get one paragraph at a time. `--hostile` times whole texts made to break a reader instead.
"""

import argparse
import json
import lzma
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.eval_quotes import SHARED
from bot.articles.article import Article
from bot.reading import read
from bot.reading.names import find_names
from bot.reading.paragraphs import paragraphs
from bot.reading.pipeline import nlp
from bot.reading.quotes import find_quotes
from bot.reading.sentences import sentences_of

Row = dict[str, Any]
MARKED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
NAMED = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)*) sa(?:id|ys)\b|\bsa(?:id|ys) ([A-Z]\w+(?: [A-Z]\w+)*)")
LEAST_WORDS = 4  # marked words that the pattern takes for speech
HOSTILE = {
    "200,000 quotation marks": '"' * 200_000,
    "200,000 marks in runs of 900": ('"' * 900 + " ") * 222,
    "200,000 characters of words and marks": 'word" "' * 28_571,
    "1 MB in one paragraph": "She said “it is fine,” and left. " * 30_300,
    "right-to-left marks": "\u202e“abc”\u200f said \u2067x\u2069 " * 10_000,
}


def ours(doc: Doc) -> list[Row]:
    """The committed reader."""
    found = find_quotes(doc, find_names(doc, sentences_of(doc, 0)).people)
    return [{"kind": q.kind, "content": q.content, "source": q.source} for q in found if q.kind != "indirect"]


def textacy_rows(doc: Doc) -> list[Row]:
    """textacy, one paragraph at a time, its results as they come."""
    from textacy.extract import direct_quotations

    rows = []
    for begin, end in paragraphs(doc.text):
        part = doc.char_span(begin, end, alignment_mode="expand")
        try:
            triples = list(direct_quotations(part.as_doc())) if part is not None else []
        except (ValueError, IndexError):
            continue  # marks that do not pair: it raises, and its paragraph counts as without quotations
        for speaker, _, content in triples:
            source = [(begin + t.idx, begin + t.idx + len(t)) for t in speaker]
            span = (begin + content.start_char, begin + content.end_char)
            rows.append({"kind": "direct", "content": [span], "source": source})
    return rows


def pattern(doc: Doc) -> list[Row]:
    """Marked text of four words or more, with the name beside "said" in its paragraph that is nearest."""
    rows = []
    for begin, end in paragraphs(doc.text):
        names = [m.span(m.lastindex or 0) for m in NAMED.finditer(doc.text, begin, end)]
        for match in MARKED.finditer(doc.text, begin, end):
            if len(match[1].split()) >= LEAST_WORDS:
                at = match.start()
                source = sorted(names, key=lambda name, at=at: abs(name[0] - at))[:1]
                rows.append({"kind": "direct", "content": [match.span()], "source": source})
    return rows


def compare(articles: list[Row]) -> None:
    """Print one line a reader."""
    docs = [nlp()(article["text"]) for article in articles]
    readers: dict[str, Callable[[Doc], list[Row]]] = {"ours": ours, "textacy": textacy_rows, "pattern": pattern}
    for name, reader in readers.items():
        try:
            begun = time.perf_counter()
            rows = [{"id": a["id"], "quotes": reader(doc)} for a, doc in zip(articles, docs, strict=True)]
        except ImportError as error:
            print(f"{name:8} not installed: {error}")
            continue
        taken = 1000 * (time.perf_counter() - begun) / len(articles)
        print(f"{name:8} {taken:6.1f} ms an article after the parse")
        print("\n".join(line for line in scores(articles, rows) if line.startswith((" ", "direct", "mixed", "marked"))))


def scores(articles: list[Row], predictions: list[Row]) -> list[str]:
    """The table of score_quotes.py as lines."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        for path, rows in zip(files, (articles, predictions), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        scorer = SHARED / "scorers" / "score_quotes.py"
        done = subprocess.run([sys.executable, scorer, *files], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def hostile() -> None:
    """Seconds for each text that was made to break a reader."""
    read(Article(text="The pipeline is loaded before anything is timed."))
    for name, text in HOSTILE.items():
        begun = time.perf_counter()
        note = read(Article(text=text)).note
        print(f"{time.perf_counter() - begun:6.1f} s  {name}: {note}")


def main() -> None:
    """Compare, or time hostile texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--every", type=int, default=1, help="only each N-th article")
    parser.add_argument("--hostile", action="store_true")
    options = parser.parse_args()
    if options.hostile:
        hostile()
        return
    packed = SHARED / "corpora" / "quotes" / f"{options.split}.jsonl.xz"
    with lzma.open(packed, "rt", encoding="utf-8") as lines:
        compare([json.loads(line) for line in lines][:: options.every])


if __name__ == "__main__":
    main()
