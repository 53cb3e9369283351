"""Print the scores of a pipeline: the table of training/README.md.

    python -m training.evaluate MODEL DATA [--bare] [--meta]

DATA is the folder that `training.gold` wrote. With --bare the model alone is scored,
without the rule components on top.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import spacy

from bot.reading.components.load import load_language, use_numpy_products
from training import scores

SYNTAX_SETS = {
    "dev": "syntax-dev",
    "EWT test": "syntax-ewt-test",
    "GUM test": "syntax-gum-test",
    "PUD": "syntax-pud-test",
}
NAME_SETS = {"dev": "ner-dev", "EWT test": "ner-ewt-test", "GUM test": "ner-gum-test", "PUD": "ner-pud-test"}
# UNER has no MISC: what the pipeline calls MISC is not held against it there.
WITHOUT_MISC = ("EWT test", "PUD")
SYNTAX_ROWS = ("tokens", "UPOS", "UAS", "LAS", "sentences", "lemma")
SPEED_RUNS = 3
NAME_ROWS = ("all", "PERSON", "ORG", "LOC", "MISC")


def measure(model: Path, data: Path, bare: bool = False) -> dict[str, Any]:
    """All scores in percent, speed in words a second of processor time, size in megabytes."""
    if bare:
        nlp = spacy.load(model)
        use_numpy_products(nlp)
    else:
        nlp = load_language(model)
    out: dict[str, Any] = {"syntax": {}, "names": {}}
    for name, file in SYNTAX_SETS.items():
        tally = scores.syntax_scores(nlp, scores.read_gold(data / f"{file}.spacy", nlp))
        out["syntax"][name] = {
            # Parts of speech and lemmas are counted on the words that were split as in the gold, as spaCy counts them.
            row: round(tally.accuracy(row, "tokens") if row in ("UPOS", "lemma") else tally.f(row), 1)
            for row in SYNTAX_ROWS
        }
    for name, file in NAME_SETS.items():
        labels = scores.LABELS[:3] if name in WITHOUT_MISC else scores.LABELS
        tally = scores.name_scores(nlp, scores.read_gold(data / f"{file}.spacy", nlp), labels)
        out["names"][name] = {
            row: {"p": round(tally.precision(row), 1), "r": round(tally.recall(row), 1), "f": round(tally.f(row), 1)}
            for row in ("all", *labels)
        }
    texts = scores.articles(scores.read_gold(data / "syntax-pud-test.spacy", nlp))
    runs = [scores.speed(nlp, texts) for _ in range(SPEED_RUNS)]
    # The fastest run: whatever else the machine does can only slow it down.
    out["words_per_second"] = round(max(words for words, _ in runs))
    out["ms_per_article"] = round(min(milliseconds for _, milliseconds in runs), 1)
    out["megabytes"] = round(scores.megabytes(model), 1)
    return out


def table(measured: dict[str, Any]) -> str:
    """The scores as a Markdown table."""
    sets = list(SYNTAX_SETS)
    lines = ["| | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    lines += [
        f"| {row} | " + " | ".join(f"{measured['syntax'][s][row]:.1f}" for s in sets) + " |" for row in SYNTAX_ROWS
    ]
    for row in NAME_ROWS:
        cells = [measured["names"][s].get(row) for s in sets]
        shown = ["–" if c is None else f"{c['f']:.1f} ({c['p']:.0f}/{c['r']:.0f})" for c in cells]
        lines.append(f"| names: {row} F (P/R) | " + " | ".join(shown) + " |")
    lines.append("")
    lines.append(
        f"{measured['words_per_second']:,} words/s of one core's time, {measured['ms_per_article']} ms for an article "
        f"of {scores.ARTICLE} words, {measured['megabytes']} MB on disk"
    )
    return "\n".join(lines)


def write_meta(file: Path, measured: dict[str, Any]) -> None:
    """Put the scores under `performance` in a model's meta.json: by set, then by row."""
    meta = json.loads(file.read_text(encoding="utf8"))
    by_set: dict[str, Any] = {
        name: {**measured["syntax"][name], "names": measured["names"][name]} for name in SYNTAX_SETS
    }
    speed = {key: measured[key] for key in ("words_per_second", "ms_per_article", "megabytes")}
    meta["performance"] = by_set | speed
    file.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf8")


def main() -> None:
    """Read the arguments, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("model", type=Path)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--bare", action="store_true", help="the model without the rule components")
    arguments.add_argument("--meta", action="store_true", help="write the scores into the model's meta.json too")
    chosen = arguments.parse_args()
    measured = measure(chosen.model, chosen.data, chosen.bare)
    if chosen.meta:
        write_meta(chosen.model / "meta.json", measured)
    print(table(measured))


if __name__ == "__main__":
    main()
