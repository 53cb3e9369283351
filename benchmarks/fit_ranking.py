"""The weights of bot/reading/ranking.py: `python -m benchmarks.fit_ranking`.

Ridge regression of each sentence's ROUGE-1 plus twice its ROUGE-2 against the editors' bullets (corpora/facts,
development half), every article counting the same. Prints the weights and the ROUGE-1/2 of summaries in five-fold
cross-validation. Needs numpy (spaCy brings it) and rouge-score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rouge_score import rouge_scorer

from benchmarks.eval_brief import FACTS, rows
from bot.articles.article import Article
from bot.reading import facts, ranking
from bot.reading.pipeline import read_found

RIDGE = 3.0  # strength of the ridge; from 1 to 10 the cross-validated figures differ by less than 0.1
FOLDS = 5

Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Sample:
    """An article with its candidate sentences, their features and how well each matches the bullets."""

    text: str
    found: ranking.Found
    sentences: list[ranking.Sentence]
    features: Matrix
    gain: Matrix
    bullets: str


def sample(row: dict[str, Any], scorer: rouge_scorer.RougeScorer) -> Sample | None:
    """The sample of one article; None where it has no candidate."""
    text, bullets = row["text"], "\n".join(row["highlights"])
    sentences, found = read_found(Article(text=text))
    kept = ranking.candidates(text, sentences)
    features = ranking.features_of(text, kept, found)
    if not kept:
        return None
    scores = [scorer.score(bullets, text[s.start : s.end]) for s in kept]
    gain = np.array([s["rouge1"].fmeasure + 2 * s["rouge2"].fmeasure for s in scores])
    matrix = np.array([[1.0, *map(float, f.values())] for f in features])
    return Sample(text, found, kept, matrix, gain, bullets)


def fit(samples: Sequence[Sample]) -> Matrix:
    """The weights, the constant first."""
    x = np.vstack([s.features for s in samples])
    y = np.concatenate([s.gain for s in samples])
    share = np.concatenate([np.full(len(s.gain), 1 / len(s.gain)) for s in samples])
    weighted = x * share[:, None]
    ridge = RIDGE * len(samples) / 500 * np.eye(x.shape[1])
    return np.asarray(np.linalg.solve(weighted.T @ x + ridge, weighted.T @ y))


def rouge(samples: Sequence[Sample], weights: Matrix, scorer: rouge_scorer.RougeScorer) -> list[tuple[float, float]]:
    """ROUGE-1 and ROUGE-2 of each summary under `weights`."""
    found = []
    for s in samples:
        order = [s.sentences[i] for i in np.argsort(-(s.features @ weights), kind="stable")]
        scores = scorer.score(s.bullets, "\n".join(facts.summary(s.text, order, s.found)))
        found.append((scores["rouge1"].fmeasure, scores["rouge2"].fmeasure))
    return found


def main() -> None:
    """Fit, and print."""
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    samples = [s for row in rows(FACTS) if (s := sample(row, scorer))]
    names = ["constant", *ranking.features_of(samples[0].text, samples[0].sentences, samples[0].found)[0]]
    held_out: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        weights = fit([s for i, s in enumerate(samples) if i % FOLDS != fold])
        held_out += rouge(samples[fold::FOLDS], weights, scorer)
    first, second = 100 * np.mean(held_out, axis=0)
    print(f"held out: ROUGE-1 {first:.2f}  ROUGE-2 {second:.2f}")
    for name, weight in zip(names, fit(samples), strict=True):
        print(f'    "{name}": {weight:.3f},')


if __name__ == "__main__":
    main()
