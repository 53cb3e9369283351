"""How often the name that is shown is right, apart from whether the words of the source were found.

"he said" can be found right and be given to the wrong man. Each quotation that the gold knows is counted by how its
source is written (the name as it is shown, a part of it, a pronoun, a description), and for each, how often the name
is the gold's. A quotation shown with "speaker not named" counts in no precision: it is listed for itself.
"""

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

Row = dict[str, Any]
FORMS = ("as it is shown", "part of the name", "a pronoun", "a description or label", "nothing in its sentence")
PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who", "his", "her", "their", "its", "my", "our"))


def form_of(source: str, speaker: str) -> str:
    """One of FORMS: how the words `source` of the article stand to the name `speaker` that a reader is shown."""
    words = source.replace("’", "'").lower().strip()
    if not words:
        return FORMS[4]
    if words in PRONOUNS:
        return FORMS[2]
    name = speaker.replace("’", "'").lower()
    if name in words:
        return FORMS[0]
    return FORMS[1] if set(words.replace(",", " ").split()) & set(name.split()) - {"the", "of"} else FORMS[3]


def report(gold: Path, predictions: Sequence[Row], texts: Mapping[str, str], shared: Path) -> list[str]:
    """Lines to print: for each form of source, how many names were right of those shown; then all resolved ones."""
    scorer = _scorer(shared / "scorers" / "score_newsroom.py")
    shown, right = Counter[str](), Counter[str]()
    unnamed = known = 0
    by_id = {row["id"]: row for row in predictions}
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        people = [person["name"] for person in row["people"]]
        for quote, wanted in _found(scorer, row, by_id[row["id"]], text):
            if not quote["speaker"]:
                unnamed += 1
                known += wanted["speaker"] is not None
                continue
            form = form_of(" ".join(text[a:b] for a, b in quote["source"]), quote["speaker"])
            shown[form] += 1
            aliases = wanted.get("aliases", ())
            right[form] += scorer.same_speaker(quote["speaker"], wanted["speaker"], aliases, people)
    resolved = [form for form in FORMS if form != FORMS[0]]
    lines = [_line(f"name right where the source is {form}", right[form], shown[form]) for form in FORMS]
    lines.append(
        _line("precision of the resolved name", sum(right[f] for f in resolved), sum(shown[f] for f in resolved))
    )
    lines.append(_line("precision of any name shown", right.total(), shown.total()))
    lines.append(f"{'speaker not named':58} {unnamed}, of which the gold names {known}")
    return lines


def _line(what: str, part: int, whole: int) -> str:
    return f"{what:58} {100 * part / whole if whole else 0:5.1f}   ({part} of {whole})"


def _found(scorer: ModuleType, gold: Row, predicted: Row, text: str) -> list[tuple[Row, Row]]:
    """Predicted quotations of any length with the gold one each is; one that the gold does not know is left out."""
    pairs = []
    for quote in predicted["quotes"]:
        if quote["kind"] not in scorer.KINDS:
            continue
        compared = scorer.Quote(quote, text)
        ranked = [(scorer.matches(compared, wanted, text), wanted) for wanted in gold["quotes"]]
        best = max(ranked, key=lambda pair: pair[0], default=(0, gold))
        if best[0]:
            pairs.append((quote, best[1]))
    return pairs


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_newsroom", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path} is not there; set NUTGRAF_SHARED")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
