"""The JSON of the command line."""

import json

from bot.reading import read
from bot.reading.brief_json import brief_json
from tests.bot.reading.articles import ALL, DAM, MATCH

KEYS = {
    "id", "title", "authors", "published", "site", "url", "summary", "facts", "quotes", "figures", "dates", "people",
    "organisations", "places", "note", "recurrences", "genre", "five_ws", "sourcing",
        "embargo",
}  # fmt: skip
FACT = {"text", "start", "end", "attribution", "basis", "subject"}


def test_object_has_the_contracts_keys_and_only_json_types() -> None:
    for article in ALL:
        made = brief_json(read(article), article, "a1")
        assert set(made) == KEYS
        assert json.loads(json.dumps(made)) == made
        assert {frozenset(f) for f in made["facts"]} == {frozenset(FACT)}
        quote = {"kind", "content", "cue", "source", "text", "speaker", "role", "manner", "certain", "confidence"}
        assert {frozenset(q) for q in made["quotes"]} == {frozenset(quote)}
        assert {frozenset(p) for p in made["people"]} == {frozenset({"name", "role", "mentions"})}


def test_spans_are_lists_into_the_text_as_given() -> None:
    made = brief_json(read(DAM), DAM, None)
    person = made["people"][0]
    start, end = person["mentions"][0]
    assert DAM.text[start:end].split()[-1] == person["name"].split()[-1]


def test_a_score_is_a_list_of_two() -> None:
    assert [3, 1] in [f["value"] for f in brief_json(read(MATCH), MATCH)["figures"]]
