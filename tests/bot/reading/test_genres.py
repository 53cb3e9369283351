"""What sort of piece a text is."""

import pytest

from bot.articles.article import Article, Kind
from bot.reading import read
from bot.reading.genres import genre_of
from tests.bot.reading.articles import COUNCIL, DAM, MATCH

FILLER = "The harbour board met in the old hall and voted on the new quay before the lamps were lit. " * 10
OPINION = "I grew up beside the quay, and I miss it. My father mended nets there, and I carried them for him. " * 6
INTERVIEW = "\n".join(f"Calder Post: Why number {n}?\nInes Calder: Because the river rose." for n in range(3))
LIST = "\n".join(f"{n}. The pier at Marl\nIt is long, and it is loved by all who fish there." for n in range(1, 6))
LIVE = "\n".join(f"{h}:30 a.m.\nThe water at Marl has risen again, the county says." for h in range(6, 11))
TALLY = (
    FILLER
    + "\n"
    + "\n".join(f"{name}: 1,{n}30" for n, name in enumerate(("Calder", "Ines Holm", "Calder", "Ines Holm")))
)
CHARGES = (
    FILLER + "\n" + "\n".join(f"{name}: charged with theft." for name in ("Al Pike", "Bo Reed", "Cy Holm", "Di Frost"))
)
PRIMARY = (
    "Aszel won the vote of those abroad by 69-31 percent, a victory that leaves Teodor with a loss of four points. "
    + FILLER
)
OBITUARY = (
    "Ottoline Renshaw, the acclaimed cellist who founded the Marl festival, has died. She was 91.\n"
    "She died peacefully at home on Sunday, the festival said. She is survived by two sons."
)
RESULTS = (
    "Hallam Tools reported third-quarter earnings on Tuesday that beat what analysts expected.\nNet income rose to "
    "12 million pounds, or 40 pence per share, as revenue grew 4 percent. Its shares rose."
)


OPEN_QUOTE = (
    FILLER
    + '\n"I saw my brother on the quay and I called to him, but he could not hear me over the engines."\n'
    + '"I ran along the quay, I waved my scarf, and I thought that I had lost my only brother to the sea.\n'
    + '"I still hear my own voice when I wake," she said.'
)


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (OPEN_QUOTE, "report"),
        (OPINION, "opinion"),
        (
            FILLER + " Views expressed here belong to the author alone; this commentary was edited for length.",
            "opinion",
        ),
        (INTERVIEW, "interview"),
        (TALLY, "report"),
        (CHARGES, "report"),
        (PRIMARY, "report"),
        (LIST, "list"),
        (LIVE, "live blog"),
        (OBITUARY, "obituary"),
        (RESULTS, "earnings"),
        (MATCH.text, "match report"),
        (DAM.text, "report"),
        (COUNCIL.text, "report"),
        (FILLER, "report"),
        ("Gunmen killed a former mayor who led the town for years, police said. She was 61.", "report"),
        ("", "report"),
    ],
)
def test_a_piece_bears_the_marks_of_its_sort(text: str, genre: str) -> None:
    assert genre_of(Article(text=text)) == genre


def test_what_the_page_says_counts_more() -> None:
    assert genre_of(Article(text=DAM.text, kind=Kind.OPINION)) == "opinion"
    assert genre_of(Article(text=DAM.text, kind=Kind.LIVE_BLOG)) == "live blog"


def test_another_language_is_said_and_not_read() -> None:
    text = "Der Rat der Stadt hat am Montag mit großer Mehrheit für die neue Brücke gestimmt, sagte der Bürgermeister. "
    brief = read(Article(text=text * 5, title="Neue Brücke", published="2025-07-03"))
    assert brief.note and "Only English is read" in brief.note
    assert not (brief.facts or brief.quotes or brief.figures or brief.dates or brief.people or brief.summary)
