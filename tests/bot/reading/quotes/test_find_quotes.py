"""Quotations, who said them and by which words, without a parser: spacy.blank tokens are all there is."""

import time
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from bot.reading.brief import Named, Quote
from bot.reading.quotes import find_quotes


@cache
def nlp() -> Language:
    language = spacy.blank("en")
    language.max_length = 3_000_000
    return language


def named(text: str, name: str, *forms: str, role: str | None = None) -> Named:
    mentions = []
    for form in (name, *forms):
        at = text.find(form)
        while at >= 0:
            if not any(a <= at < b for a, b in mentions):
                mentions.append((at, at + len(form)))
            at = text.find(form, at + 1)
    return Named(name, role, tuple(sorted(mentions)))


def read(text: str, *people: Named, start: int = 0) -> tuple[Quote, ...]:
    quotes = find_quotes(nlp()(text), people, start)
    for quote in quotes:
        for begin, end in (*quote.content, *quote.cue, *quote.source):
            assert 0 <= begin < end <= len(text)
    return quotes


def parts(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[begin:end] for begin, end in spans]


def only(text: str) -> tuple[list[str], list[str], list[str], str]:
    (quote,) = read(text)
    return parts(text, quote.content), parts(text, quote.cue), parts(text, quote.source), quote.kind


# --- where the cue stands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        ("“The pier is unsafe,” Ada Brook said.", "“The pier is unsafe,”", "said", "Ada Brook"),
        ("“The pier is unsafe,” said Ada Brook.", "“The pier is unsafe,”", "said", "Ada Brook"),
        ("“Is the pier safe?” Ada Brook asked.", "“Is the pier safe?”", "asked", "Ada Brook"),
        ("“The pier is unsafe —” Ada Brook began, “and old.”", None, "began", "Ada Brook"),
        ("Ada Brook said: “The pier is unsafe.”", "“The pier is unsafe.”", "said", "Ada Brook"),
        ("Ada Brook said firmly: “No.”", "“No.”", "said", "Ada Brook"),
        ("Ada Brook told reporters, “The pier is unsafe.”", "“The pier is unsafe.”", "told", "Ada Brook"),
        ("In a statement, Ada Brook said, “It is unsafe.”", "“It is unsafe.”", "said", "Ada Brook"),
        ("Said Ada Brook: “The pier is unsafe.”", "“The pier is unsafe.”", "Said", "Ada Brook"),
        ("“The pier is unsafe,” she also wrote.", "“The pier is unsafe,”", "wrote", "she"),
        ("“It is unsafe,” according to the mayor.", "“It is unsafe,”", "according to", "the mayor"),
        ("‘The pier is unsafe’, said Ada Brook.", "‘The pier is unsafe’", "said", "Ada Brook"),
    ],
)
def test_cue_is_found_on_either_side(text: str, content: str | None, cue: str, source: str) -> None:
    contents, cues, sources, kind = only(text)
    assert content is None or contents == [content]
    assert cues == [cue]
    assert sources == [source]
    assert kind == "direct"


def test_source_takes_its_apposition_along() -> None:
    text = "“The pier is unsafe,” said Ada Brook, the harbour master of Selwick, who took office in May."
    _, _, sources, _ = only(text)
    assert sources == ["Ada Brook, the harbour master of Selwick"]


def test_apposition_between_name_and_verb_is_no_speaker() -> None:
    text = "Ada Brook, the harbour master, said the pier would close."
    contents, _, sources, kind = only(text)
    assert contents == ["the pier would close"]
    assert sources[0].startswith("Ada Brook")
    assert kind == "indirect"


# --- what belongs together -----------------------------------------------------------------------------------------


def test_interrupted_quotation_is_one() -> None:
    text = "“The pier,” Ada Brook said, “is unsafe.”"
    contents, _, _, _ = only(text)
    assert contents == ["“The pier,”", "“is unsafe.”"]


def test_quoted_sentence_after_the_cue_goes_on() -> None:
    text = "“The pier is unsafe,” Ada Brook said. “We will close it.”"
    contents, _, _, _ = only(text)
    assert contents == ["“The pier is unsafe,”", "“We will close it.”"]


def test_quotation_goes_on_across_paragraphs() -> None:
    text = "“The pier is unsafe,” Ada Brook said. “We close it.\n\n“It stays closed.”\n\nThe council met."
    contents, _, _, _ = only(text)
    assert contents == ["“The pier is unsafe,”", "“We close it.", "“It stays closed.”"]


def test_paragraphs_left_open_wait_for_the_cue_that_follows() -> None:
    text = "The hall was full.\n\n“We lost the boat that fed us.\n\n“We lost the nets,” Ada Brook said."
    contents, _, sources, _ = only(text)
    assert contents == ["“We lost the boat that fed us.", "“We lost the nets,”"]
    assert sources == ["Ada Brook"]


def test_question_before_an_answer_is_not_the_answers() -> None:
    text = "Ada Brook turned to the clerk: “Is the pier safe?” He answered, “It has stood since 1901.”"
    first, second = read(text)
    assert parts(text, second.content) == ["“It has stood since 1901.”"]
    assert parts(text, second.source) == ["He"]
    assert parts(text, first.source) != ["He"]


def test_headline_gives_its_words_to_the_name_before_the_colon() -> None:
    text = "Brook: Pier Is ‘A Danger to Us All’\n\nThe pier was closed on Monday."
    contents, _, sources, kind = only(text)
    assert contents == ["Pier Is ‘A Danger to Us All’"]
    assert sources == ["Brook"]
    assert kind == "mixed"


def test_region_with_a_cue_of_its_own_is_never_joined() -> None:
    text = "“The pier is unsafe,” Ada Brook said.\n\n“It is fine,” Carl Dunn said."
    first, second = read(text)
    assert parts(text, first.source) == ["Ada Brook"]
    assert parts(text, second.source) == ["Carl Dunn"]
    assert len(first.content) == len(second.content) == 1


def test_paragraph_without_quotation_ends_a_speech() -> None:
    text = "“The pier is unsafe,” Ada Brook said.\n\nRain fell on Selwick all day.\n\n“Nobody told us about any of it.”"
    first, second = read(text)
    assert len(first.content) == 1
    assert second.speaker is None or second.speaker != "Ada Brook"


def test_colon_line_introduces_the_next_paragraph() -> None:
    text = "Ada Brook put up a sign by the gate:\n\n“The pier is closed until the spring.”"
    (quote,) = read(text)
    assert quote.kind == "direct"
    assert parts(text, quote.source) == ["Ada Brook"]


def test_name_and_colon_is_a_speaker() -> None:
    text = "Ada Brook: “The pier is closed until the spring.”"
    _, _, sources, _ = only(text)
    assert sources == ["Ada Brook"]


def test_dash_signature_is_a_speaker() -> None:
    text = "“The sea keeps its own books.” — Ada Brook"
    _, _, sources, _ = only(text)
    assert sources == ["Ada Brook"]


# --- mixed and indirect --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("Ada Brook said the pier was “a danger to all.”", "the pier was “a danger to all.”", "mixed"),
        ("Ada Brook called the pier “a disgrace.”", "the pier “a disgrace.”", "mixed"),
        ("Ada Brook said that the pier would close.", "that the pier would close", "indirect"),
        ("The pier will close, Ada Brook said.", "The pier will close", "indirect"),
        ("The pier will close, said Ada Brook.", "The pier will close", "indirect"),
        ("The pier will close, according to Ada Brook.", "The pier will close", "indirect"),
        ("According to Ada Brook, the pier will close.", "the pier will close", "indirect"),
        ("Ada Brook told the council that the pier would close.", "that the pier would close", "indirect"),
        ("SELWICK (HN) — The pier will close, Ada Brook said.", "The pier will close", "indirect"),
    ],
)
def test_clauses_are_reported_speech(text: str, content: str, kind: str) -> None:
    contents, _, sources, found = only(text)
    assert contents == [content]
    assert sources == ["Ada Brook"]
    assert found == kind


def test_two_attributions_in_a_sentence_keep_to_their_own() -> None:
    text = "Ada Brook said the pier would close, adding that “nobody was hurt.”"
    first, second = read(text)
    assert parts(text, first.content) == ["the pier would close"]
    assert parts(text, second.content) == ["that “nobody was hurt.”"]
    assert parts(text, second.source) == ["Ada Brook"]


@pytest.mark.parametrize(
    "text",
    [
        "The film “Harbour Lights” opens on Friday.",
        "The so-called “pier tax” was dropped.",
        "James “Jimbo” Poole won the race.",
        "The committee published a report on Monday.",
        "The claim was filed in court, and the report is due.",
    ],
)
def test_titles_nicknames_and_nouns_are_no_quotes(text: str) -> None:
    assert read(text) == ()


# --- speakers ------------------------------------------------------------------------------------------------------


def test_surname_is_resolved_to_the_full_name_and_role() -> None:
    text = "Harbour master Ada Brook closed the pier.\n\n“It is unsafe,” Brook said."
    (quote,) = read(text, named(text, "Ada Brook", "Brook", role="harbour master"))
    assert (quote.speaker, quote.role) == ("Ada Brook", "harbour master")


def test_surname_is_resolved_even_where_nobody_is_listed() -> None:
    text = "The plan of Ada Brook failed.\n\n“It is unsafe,” Brook said."
    (quote,) = read(text)
    assert quote.speaker == "Ada Brook"


def test_pronoun_goes_to_the_one_who_spoke_last() -> None:
    text = "“It is unsafe,” Ada Brook said.\n\nThe pier was built in 1901.\n\n“It must close,” she said."
    quotes = read(text, named(text, "Ada Brook"))
    assert [quote.speaker for quote in quotes] == ["Ada Brook", "Ada Brook"]


def test_pronoun_heeds_gender() -> None:
    text = "Ada Brook met Carl Dunn on the pier.\n\n“It is unsafe,” she said.\n\n“It is fine,” he said."
    quotes = read(text, named(text, "Ada Brook"), named(text, "Carl Dunn"))
    assert [quote.speaker for quote in quotes] == ["Ada Brook", "Carl Dunn"]


def test_title_shows_gender() -> None:
    text = "Ms. Wren met Mr. Okoro on the pier.\n\n“It is unsafe,” she said.\n\n“It is fine,” he said."
    quotes = read(text, named(text, "Wren"), named(text, "Okoro"))
    assert [quote.speaker for quote in quotes] == ["Wren", "Okoro"]


def test_two_people_of_one_surname_are_kept_apart() -> None:
    text = "Ada Brook and her brother Carl Brook own the pier. “It is ours,” Carl Brook said. “It was,” Ada Brook said."
    quotes = read(text, named(text, "Ada Brook"), named(text, "Carl Brook"))
    assert [quote.speaker for quote in quotes] == ["Carl Brook", "Ada Brook"]


def test_surname_that_two_people_share_names_nobody() -> None:
    text = "Ada Brook and Carl Brook own the pier. “It is ours,” Brook said."
    (quote,) = read(text, named(text, "Ada Brook"), named(text, "Carl Brook"))
    assert quote.speaker is None


def test_possessor_is_not_the_speaker() -> None:
    text = "“It is unsafe,” said Ada Brook’s deputy, Carl Dunn."
    (quote,) = read(text, named(text, "Ada Brook"), named(text, "Carl Dunn"))
    assert quote.speaker == "Carl Dunn"


def test_spokesman_for_someone_is_not_that_someone() -> None:
    text = "“It is unsafe,” said a spokesman for Ada Brook."
    (quote,) = read(text, named(text, "Ada Brook"))
    assert quote.speaker == "a spokesman for Ada Brook"


@pytest.mark.parametrize("source", ["the Harbour Ministry", "a local official", "Selwick’s coast guard"])
def test_institution_or_unnamed_person_is_given_as_written(source: str) -> None:
    (quote,) = read(f"The pier will close, {source} said.")
    assert quote.speaker == source


def test_role_stands_beside_the_name() -> None:
    text = "The pier will close, according to Ada Brook, head of the harbour office."
    (quote,) = read(text, named(text, "Ada Brook"))
    assert (quote.speaker, quote.role) == ("Ada Brook", "head of the harbour office")


def test_a_double_name_is_not_cut_at_its_hyphen() -> None:
    text = "“We asked for a date,” said Ada Brook-Hale, the union’s secretary."
    (quote,) = read(text, named(text, "Ada Brook-Hale"))
    assert (quote.speaker, quote.role) == ("Ada Brook-Hale", "the union’s secretary")
    (quote,) = read("“We asked for a date,” said Ada Brook - and left.")
    assert quote.speaker == "Ada Brook"


def test_who_goes_back_to_the_name_before() -> None:
    text = "The plan pleased Ada Brook, who said the pier was safe."
    (quote,) = read(text, named(text, "Ada Brook"))
    assert quote.speaker == "Ada Brook"


def test_nobody_named_is_nobody() -> None:
    (quote,) = read("“It is unsafe,” she said.")
    assert quote.speaker is None


def test_description_is_resolved_by_its_role() -> None:
    text = "Ada Brook, the mayor of Selwick, opened the pier.\n\n“It is safe,” the mayor said."
    (quote,) = read(text, named(text, "Ada Brook", role="mayor of Selwick"))
    assert quote.speaker == "Ada Brook"


def test_party_or_country_stands_for_the_one_who_spoke_last() -> None:
    text = "“It is unsafe,” Ada Brook said.\n\n“It must close,” the Selwick Democrat added."
    quotes = read(text, named(text, "Ada Brook"))
    assert [quote.speaker for quote in quotes] == ["Ada Brook", "Ada Brook"]


# --- any text ------------------------------------------------------------------------------------------------------

ODD = st.text(alphabet=st.sampled_from("“”\"'‘’«»`,.:;?!—- \nAbcdsaid heX\u200f\u202e"), max_size=200)
WORDS = st.lists(
    st.sampled_from(
        ["“", "”", '"', "Ada Brook", "said", "told", ",", ".", ":", "according to", "who", "\n\n", "the", "and"]
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(ODD, WORDS))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    quotes = read(text)
    starts = [quote.content[0][0] for quote in quotes]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "text",
    [
        "“a” " * 25_000,
        "“Yes,” he said. " * 10_000,
        "he said “no” and " * 10_000,
        "A" * 1_000_000,
        "A-" * 100_000,
        "Ada Brook said the pier was closed and that it would stay closed, adding " * 2_000,
        "\u202e“شعب” " * 10_000,
    ],
    ids=["regions", "sentences", "one sentence", "one word", "hyphens", "clauses", "right to left"],
)
@pytest.mark.timeout(600)  # against a hang; the time itself is the processor's
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    doc = nlp()(text)
    started = time.process_time()
    find_quotes(doc, ())
    assert time.process_time() - started < 20


def test_two_hundred_thousand_marks_are_read_in_time() -> None:
    doc = Doc(nlp().vocab, words=["“", '"'] * 100_000, spaces=[False] * 200_000)
    started = time.process_time()
    assert find_quotes(doc, ()) == ()
    assert time.process_time() - started < 20


# --- how it was said -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "manner"),
    [("said", None), ("alleged", "claim"), ("asked", "question"), ("demanded", "order"), ("has not alleged", None),
     ("never really claimed", None)],
)  # fmt: skip
def test_quote_tells_the_manner_of_its_cue(cue: str, manner: str | None) -> None:
    (quote,) = read(f"Ada Brook {cue}: “The pier is in danger of falling.”")
    assert quote.manner == manner


def test_according_to_has_no_manner() -> None:
    (quote,) = read("According to Ada Brook, “the pier is in danger of falling.”")
    assert quote.manner is None


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("Asked about the pier, ", None),
        ("Its leader, ", None),
        ("Dr ", None),
        ("The harbour master, ", "harbour master"),
    ],
)
def test_what_stands_beside_a_name_is_a_role_only_if_it_says_one(before: str, role: str | None) -> None:
    text = f"{before}Ada Brook, said: “The pier is in danger of falling.”"
    quote = read(text, named(text, "Ada Brook"))[-1]  # "Asked about the pier" is a report of its own, of nobody's
    assert quote.role is None if role is None else role in (quote.role or "")


def test_tag_owns_the_quotation_before_it() -> None:
    text = "Ada Brook doubted that the pier was safe: “It has stood for too long,” Carl Dunn said."
    quote = read(text)[-1]
    assert parts(text, quote.content) == ["“It has stood for too long,”"]
    assert parts(text, quote.source) == ["Carl Dunn"]


def test_bare_tag_after_a_full_stop_is_a_tag() -> None:
    text = "“The pier has stood for too long.” Ada Brook said.\n\nIt rained."
    contents, _, sources, _ = only(text)
    assert contents == ["“The pier has stood for too long.”"]
    assert sources == ["Ada Brook"]


def test_quoted_sentence_goes_on_with_what_was_reported_before_it() -> None:
    text = "Ada Brook said that the pier would stay closed. “Nobody can tell us when it will be safe.”"
    contents, _, sources, kind = only(text)
    assert contents == ["that the pier would stay closed", "“Nobody can tell us when it will be safe.”"]
    assert sources == ["Ada Brook"]
    assert kind == "mixed"


def test_sentence_about_the_speaker_does_not_end_the_speech() -> None:
    text = "“The pier is unsafe,” Ada Brook said. She runs the ferry to Rye. “I would not walk on it.”"
    contents, _, sources, _ = only(text)
    assert contents == ["“The pier is unsafe,”", "“I would not walk on it.”"]
    assert sources == ["Ada Brook"]


def test_writers_words_may_lead_over_to_more_of_the_speech() -> None:
    text = "“The pier is unsafe,” Ada Brook said. That makes it “a danger to all of us who fish.”"
    contents, _, sources, kind = only(text)
    assert contents == ["“The pier is unsafe,”", "That makes it “a danger to all of us who fish.”"]
    assert sources == ["Ada Brook"]
    assert kind == "mixed"


def test_speech_goes_on_with_the_first_cue_of_its_sentence() -> None:
    text = "“The pier is unsafe,” said Ada Brook, who called it “a shame.” “We will close it in the spring.”"
    quote = read(text)[0]
    assert parts(text, quote.content) == ["“The pier is unsafe,”", "“We will close it in the spring.”"]


def test_sentence_may_end_with_an_abbreviation_before_a_quotation() -> None:
    text = "“The pier is unsafe,” Ada Brook told a crowd in Rye, N.Y. “It will be closed in the spring.”"
    contents, _, _, _ = only(text)
    assert contents == ["“The pier is unsafe,”", "“It will be closed in the spring.”"]


def test_radio_show_is_no_cue() -> None:
    assert read("Ada Brook spoke on the radio show “Morning Tide at the Harbour.”") == ()
