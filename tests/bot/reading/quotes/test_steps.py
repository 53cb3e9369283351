"""Each step to quotations as a component of its own, alone and in a pipeline of somebody else's."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from bot.reading.brief import Named, Quote
from bot.reading.quotes import component  # noqa: F401  registers the factories
from bot.reading.quotes.limits import Limits
from tests.bot.reading.quotes.test_hostile import MARKS, RUNS, WORDS

STEPS = (
    "nutgraf_quote_marks",
    "nutgraf_quote_cues",
    "nutgraf_quote_contents",
    "nutgraf_quote_joining",
    "nutgraf_not_quotes",
    "nutgraf_quote_certainty",
    "nutgraf_quote_speakers",
)
TEXT = (
    "“The pier is unsafe,” Ada Brook said. “We will close it.”\n\n"
    "She denied that the board had “no plan at all” for the winter.\n\n"
    "The band “Harbour Lights” will play, according to the town."
)


def pipeline(*names: str, **config: dict[str, float]) -> Language:
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(name, config=config.get(name, {}))
    return nlp


def group(doc: Doc, name: str) -> list[DocSpan]:
    return list(doc.spans[name])


def test_marks_alone() -> None:
    doc = pipeline("nutgraf_quote_marks")(TEXT)
    assert [span.text for span in group(doc, "marked")] == [
        "“The pier is unsafe,”",
        "“We will close it.”",
        "“no plan at all”",
        "“Harbour Lights”",
    ]
    assert set(doc.spans) == {"marked"}


def test_cues_alone_have_their_class_and_source() -> None:
    doc = pipeline("nutgraf_quote_cues")(TEXT)
    found = [(span.text, span.label_, span._.source.text) for span in group(doc, "cues")]
    assert found == [
        ("said", "neutral", "Ada Brook"),
        ("denied", "denial", "She"),
        ("according to", "neutral", "the town"),
    ]


def test_contents_alone_are_direct_mixed_or_indirect_and_stay_in_their_sentence() -> None:
    doc = pipeline("nutgraf_quote_contents")(TEXT)
    found = [(span.text, span.label_, span._.cue.text) for span in group(doc, "contents")]
    assert found == [
        ("“The pier is unsafe,”", "direct", "said"),
        ("that the board had “no plan at all” for the winter", "mixed", "denied"),
        ("The band “Harbour Lights” will play", "mixed", "according to"),
    ]


def test_joining_alone_goes_over_sentences_and_names_nobody() -> None:
    doc = pipeline("nutgraf_quote_joining")(TEXT)
    first = group(doc, "quotes")[0]
    assert first.text == "“The pier is unsafe,” Ada Brook said. “We will close it.”"
    assert len(first._.quote.content) == 2
    assert (first._.source.text, first._.cue.text, first._.speaker) == ("Ada Brook", "said", None)


def test_what_is_no_quotation_alone() -> None:
    doc = pipeline("nutgraf_not_quotes")("The “Harbour Lights” played. “It is closed,” Ada Brook said.")
    assert [span.text for span in group(doc, "not_quotes")] == ["“Harbour Lights”"]
    assert [span.text for span in group(doc, "quotes")] == ["“It is closed,”"]


def test_certainty_alone_holds_less_where_the_config_says_so() -> None:
    text = "Asked whether the pier would close, Ada Brook said it would not."
    found = []
    for config in ({}, {"held": 0.9}):
        doc = pipeline("nutgraf_quote_certainty", nutgraf_quote_certainty=config)(text)
        found.append([(span.text, span._.confidence) for span in group(doc, "quotes")])
    assert found == [[("whether the pier would close", 0.6), ("it would not", 1.0)], [("it would not", 1.0)]]


def test_titles_that_are_sung_are_sorted_out() -> None:
    doc = pipeline("nutgraf_not_quotes")("She sang “Harbour Lights” twice.")
    assert not group(doc, "quotes")
    assert [(span.text, span.label_) for span in group(doc, "not_quotes")] == [("“Harbour Lights”", "title")]


def test_speakers_alone() -> None:
    doc = pipeline("nutgraf_quote_speakers")(TEXT)
    assert [span._.speaker for span in group(doc, "quotes")][:2] == ["Ada Brook", "Ada Brook"]
    assert group(doc, "quotes")[0]._.quote.speaker == "Ada Brook"


def test_the_steps_in_a_row_are_the_whole() -> None:
    apart, whole = pipeline(*STEPS)(TEXT), pipeline("nutgraf_quotes")(TEXT)
    for name in ("marked", "cues", "contents", "quotes", "not_quotes"):
        assert [(s.text, s.label_) for s in group(apart, name)] == [(s.text, s.label_) for s in group(whole, name)]
    assert [s._.quote for s in group(apart, "quotes")] == [s._.quote for s in group(whole, "quotes")]


def test_each_step_has_what_it_requires_from_the_ones_before() -> None:
    problems = pipeline(*STEPS).analyze_pipes()["problems"]
    assert not any(problems.values())
    assert pipeline(*reversed(STEPS)).analyze_pipes()["problems"]["nutgraf_quote_speakers"]


def test_a_step_of_somebody_elses_can_stand_between() -> None:
    @Language.component("tests_no_denials")
    def no_denials(doc: Doc) -> Doc:
        doc.spans["quotes"] = [span for span in doc.spans["quotes"] if span._.quote.manner != "denial"]
        return doc

    doc = pipeline("nutgraf_quote_joining", "tests_no_denials", "nutgraf_quote_speakers")(TEXT)
    assert [span._.quote.manner for span in group(doc, "quotes")] == [None, None]
    assert group(doc, "quotes")[0]._.speaker == "Ada Brook"


def test_quotations_outlive_being_written_and_read() -> None:
    nlp = pipeline("nutgraf_quotes")
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s._.quote for s in group(again, "quotes")] == [s._.quote for s in group(doc, "quotes")]
    assert isinstance(group(again, "quotes")[0]._.quote, Quote)


def test_a_document_read_twice_has_its_quotations_once() -> None:
    nlp = pipeline("nutgraf_quotes")
    doc = nlp(TEXT)
    before = [s._.quote for s in group(doc, "quotes")]
    assert [s._.quote for s in group(nlp(doc), "quotes")] == before


@pytest.mark.parametrize(
    ("name", "config", "text"),
    [
        ("nutgraf_quote_cues", {"agent": 0}, "The plan was described by Ada Brook as “a shame.”"),
        ("nutgraf_quote_contents", {"clause": 9}, "In winter it stays shut, Ada Brook said."),
        ("nutgraf_quote_joining", {"lone": 30}, "The hall was full.\n\n“Nobody told us about any of it.”"),
    ],
)
def test_thresholds_of_each_step_come_from_its_config(name: str, config: dict[str, int], text: str) -> None:
    found = []
    for chosen in ({}, config):
        nlp = pipeline(name, **{name: chosen})
        if name != "nutgraf_quote_joining":
            nlp.add_pipe("nutgraf_quote_joining")
        found.append(len(group(nlp(text), "quotes")))
    assert found == [1, 0]


def test_how_far_a_pronoun_looks_comes_from_the_config() -> None:
    text = "Ada Brook left.\n\n" + "The hall was full of people. " * 4 + "\n\n“It is closed,” she said."
    found = []
    for config in ({}, {"pronoun": 20}):
        nlp = pipeline("nutgraf_quote_speakers", nutgraf_quote_speakers=config)
        doc = nlp.make_doc(text)
        doc._.people = (Named("Ada Brook", None, ((0, 9),)),)
        found += [span._.speaker for span in group(nlp(doc), "quotes")]
    assert found == ["Ada Brook", None]


def test_an_unknown_threshold_is_refused() -> None:
    with pytest.raises(Exception, match="lune"):
        pipeline("nutgraf_quotes", nutgraf_quotes={"joining": {"lune": 3}})  # type: ignore[dict-item]


@pytest.mark.parametrize("name", [*STEPS, "nutgraf_quotes"])
@settings(deadline=None, max_examples=40)
@given(text=st.lists(st.one_of(MARKS, RUNS, WORDS), max_size=40).map("".join))
def test_every_step_takes_any_text_alone(name: str, text: str) -> None:
    doc = ALONE[name](text)
    assert doc.text == text
    for spans in doc.spans.values():
        assert all(one.start_char <= other.start_char for one, other in pairwise(spans))
        assert all(0 <= span.start_char < span.end_char <= len(text) for span in spans)


ALONE = {name: pipeline(name) for name in (*STEPS, "nutgraf_quotes")}


def test_defaults_are_the_configs() -> None:
    whole = pipeline("nutgraf_quotes").config["components"]["nutgraf_quotes"]
    assert whole["joining"]["lone"] == Limits().joining.lone
    alone = pipeline("nutgraf_quote_joining").config["components"]["nutgraf_quote_joining"]
    assert alone["lone"] == Limits().joining.lone
