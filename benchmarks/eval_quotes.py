"""Quotes against annotators: `python -m benchmarks.eval_quotes [--split dev|train] [--every N] [--surface]`.

Reads the articles of corpora/quotes with the committed reader and prints the table of scorers/score_quotes.py. Rules
are developed on `train`; `dev` is for measuring only. `--surface` leaves the trained pipeline out, to see what the
patterns do alone. Behind the table stands how often the reports in the writer's words are right by their confidence:
the table counts all that the data hold, an editor is shown those from `CertaintyLimits.shown` on. NUTGRAF_SHARED is the
folder with corpora/ and scorers/, by default `shared` beside the checkout.
"""

import argparse
import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import spacy

from bot.reading.names import find_names
from bot.reading.pipeline import nlp
from bot.reading.quotes import find_quotes
from bot.reading.quotes.limits import Limits
from bot.reading.sentences import sentences_of

ROOT = Path(__file__).parent.parent
Done = subprocess.CompletedProcess[str]
SHOWN = Limits().certainty.shown
BANDS = (
    (0.0, SHOWN, f"below {SHOWN}, not shown"),
    (SHOWN, 0.75, "to 0.7"),
    (0.75, 0.95, "0.8 and 0.9"),
    (0.95, 1.01, "1"),
)
SHARED = Path(os.environ.get("NUTGRAF_SHARED") or ROOT.parent / "shared")


def main() -> int:
    """Read, predict, score; the exit status is the scorer's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--every", type=int, default=1, help="only each N-th article")
    parser.add_argument("--surface", action="store_true", help="tokens alone, without the trained pipeline")
    options = parser.parse_args()
    packed = SHARED / "corpora" / "quotes" / f"{options.split}.jsonl.xz"
    with lzma.open(packed, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines][:: options.every]
    predictions, seconds = predict(articles, surface=options.surface)
    print(f"{len(articles)} articles, quotes step {1000 * seconds / len(articles):.1f} ms of the processor an article")
    status = score(articles, predictions)
    for low, high, name in BANDS:
        held = [
            {
                "id": each["id"],
                "quotes": [q for q in each["quotes"] if q["kind"] == "indirect" and low <= q["confidence"] < high],
            }
            for each in predictions
        ]
        row = json.loads(scorer(articles, held, "--json").stdout)["indirect"]
        print(f"indirect, confidence {name}: {row['predicted']} found, {row['soft']['p']} % of them right")
    return status


def score(articles: list[dict[str, Any]], predictions: list[dict[str, Any]]) -> int:
    """Print the scorer's table and return its exit status."""
    done = scorer(articles, predictions)
    print(done.stdout, end="")
    return done.returncode


def scorer(articles: list[dict[str, Any]], predictions: list[dict[str, Any]], *options: str) -> Done:
    """What the shared scorer says about predictions."""
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        for path, rows in ((gold, articles), (predicted, predictions)):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(SHARED / "scorers" / "score_quotes.py"), str(gold), str(predicted), *options]
        return subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)


def predict(articles: list[dict[str, Any]], *, surface: bool) -> tuple[list[dict[str, Any]], float]:
    """The scorer's input for each article, and the seconds of the processor that the quotes step took."""
    language = spacy.blank("en") if surface else nlp()
    if surface:
        language.add_pipe("sentencizer")  # for the names; the quotes step reads sentences itself
    predictions, seconds = [], 0.0
    for article in articles:
        doc = language(article["text"])
        people = find_names(doc, sentences_of(doc, 0)).people
        started = time.process_time()
        quotes = find_quotes(doc, people)
        seconds += time.process_time() - started
        rows = [
            {
                "kind": q.kind,
                "content": q.content,
                "source": q.source,
                "cue": q.cue,
                "speaker": q.speaker,
                "confidence": q.confidence,
            }
            for q in quotes
        ]
        predictions.append({"id": article["id"], "quotes": rows})
    return predictions, seconds


if __name__ == "__main__":
    sys.exit(main())
