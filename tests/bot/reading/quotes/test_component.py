"""The quotes step inside a spaCy pipeline."""

import spacy

from bot.reading.quotes import component  # noqa: F401  registers the factory

TEXT = "“The pier is unsafe,” Ada Brook said. “We will close it.”"


def test_quotations_are_spans_with_their_speaker() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf_quotes")
    doc = nlp(TEXT)
    (span,) = doc.spans["quotes"]
    assert span.text == TEXT
    assert span.label_ == "direct"
    assert span._.speaker == "Ada Brook"
    assert len(span._.quote.content) == 2


def test_thresholds_come_from_the_config() -> None:
    text = "The hall was full.\n\n“Nobody told us about any of it.”"
    generous, strict = spacy.blank("en"), spacy.blank("en")
    generous.add_pipe("nutgraf_quotes", config={"lone": 3})
    strict.add_pipe("nutgraf_quotes", config={"lone": 20})
    assert len(generous(text).spans["quotes"]) == 1
    assert len(strict(text).spans["quotes"]) == 0


def test_analysis_knows_what_it_assigns() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf_quotes")
    assert not nlp.analyze_pipes()["problems"]["nutgraf_quotes"]
