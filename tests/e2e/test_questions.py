"""`/brief`, `/facts` and `/quotes`: who asks is answered, alone, wherever they ask."""

import pytest

from tests.e2e.conftest import CHANNEL, EDITOR, REPORTER, Newsroom
from tests.e2e.nights import ask
from tests.e2e.pages import story
from tests.e2e.test_buttons import buttons

ELSEWHERE = "C0RANDOM"
"""A channel that the bot is not in, and a guest is."""
GUEST = "U0GUEST"


def in_channel(newsroom: Newsroom, channel: str, words: str) -> list[dict]:
    """The bot's messages in a channel that have the words."""
    own = [m for m in newsroom.slack.history(channel) if m.get("user") == newsroom.slack.bot_user]
    return [m for m in own if words in m["text"] or words in str(m.get("blocks"))]


def notes(newsroom: Newsroom, user: str, words: str) -> list:
    """What `user` alone sees that has the words."""
    return [n for n in newsroom.slack.ephemerals(user) if words in n.text or words in str(n.blocks)]


@pytest.mark.parametrize(
    ("command", "has"), [("/brief", "Quotes"), ("/facts", "towed to the Eastern dock"), ("/quotes", "one long horn")]
)
def test_a_link_is_answered_to_who_asks_and_to_nobody_else(newsroom: Newsroom, command: str, has: str) -> None:
    title = f"Asked quietly with {command[1:]}"
    url = newsroom.publish(story(title=title))
    said = ask(newsroom, f"{command} {url}", title)
    assert has in said
    newsroom.settle()
    assert not in_channel(newsroom, CHANNEL, title) and not notes(newsroom, REPORTER, title)
    (note,) = notes(newsroom, EDITOR, title)
    assert "Dismiss" not in str(note.blocks)


def test_all_quotes_of_a_private_brief_open(newsroom: Newsroom) -> None:
    ask(newsroom, f"/brief {newsroom.publish(story(title='A brief with a window'))}", "A brief with a window")
    (note,) = notes(newsroom, EDITOR, "A brief with a window")
    (label,) = (words for words in buttons({"blocks": note.blocks}) if "quote" in words)
    newsroom.slack.click(EDITOR, buttons({"blocks": note.blocks})[label], channel=CHANNEL, ts=note.ts)
    newsroom.wait("the quotes", lambda: newsroom.slack.views(EDITOR))
    assert "one long horn" in str(newsroom.slack.views(EDITOR)[-1]["blocks"])
    newsroom.slack.close_view(EDITOR)


def test_links_as_slack_writes_them_and_several_of_them(newsroom: Newsroom) -> None:
    first, second = (newsroom.publish(story(title=f"Number {word} of several")) for word in ("one", "two"))
    newsroom.slack.command(CHANNEL, EDITOR, f"/brief <{first}?a=1&amp;b=2|that story> and")
    newsroom.note_to(EDITOR, "I don't know what to do with “and”")
    newsroom.slack.command(CHANNEL, EDITOR, f"/brief <{first}?a=1&amp;b=2|that story>   <{second}>")
    newsroom.note_to(EDITOR, "Number one of several")
    newsroom.note_to(EDITOR, "Number two of several")


def test_five_links_are_four_and_a_word(newsroom: Newsroom) -> None:
    urls = [newsroom.publish(story(title=f"Heap of links, {word}")) for word in ("ay", "bee", "sea", "dee", "ee")]
    newsroom.slack.command(CHANNEL, EDITOR, f"/brief {' '.join(urls)}")
    newsroom.wait("four answers", lambda: len(notes(newsroom, EDITOR, "Heap of links")) == 4)
    newsroom.settle()
    found = notes(newsroom, EDITOR, "Heap of links")
    assert len(found) == 4 and all("1 more" in str(note.blocks) for note in found)


def test_a_shared_answer_is_the_channels_until_its_sharer_takes_it_back(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(title="Shared across the room"))
    newsroom.slack.command(ELSEWHERE, EDITOR, f"/brief {url} share")
    newsroom.wait("it in the channel", lambda: in_channel(newsroom, ELSEWHERE, "Shared across the room"))
    (message,) = in_channel(newsroom, ELSEWHERE, "Shared across the room")
    assert "Shared by ben" in str(message["blocks"])
    take_back = buttons(message)["Take back"]
    newsroom.slack.click(GUEST, take_back, channel=ELSEWHERE, ts=message["ts"])
    newsroom.note_to(GUEST, "Only the person who shared this")
    assert in_channel(newsroom, ELSEWHERE, "Shared across the room")
    newsroom.slack.click(EDITOR, take_back, channel=ELSEWHERE, ts=message["ts"])
    newsroom.wait("it to go", lambda: not in_channel(newsroom, ELSEWHERE, "Shared across the room"))


@pytest.mark.parametrize("command", ["/brief", "/facts", "/quotes"])
def test_elsewhere_directly_and_for_a_guest(newsroom: Newsroom, command: str) -> None:
    url = newsroom.publish(story(title=f"Everywhere with {command[1:]}"))
    ask(newsroom, f"{command} {url}", "Everywhere with", GUEST, ELSEWHERE)
    ask(newsroom, f"{command} {url}", "Everywhere with", EDITOR, newsroom.slack.dm_channel(EDITOR))
    newsroom.settle()
    assert not in_channel(newsroom, ELSEWHERE, "Everywhere with")


def test_in_a_thread_slack_itself_refuses(newsroom: Newsroom) -> None:
    ts = newsroom.share("A thread to ask in.")
    before = len(notes(newsroom, EDITOR, "not supported in threads"))
    for command in ("/brief", "/facts", "/quotes"):
        newsroom.slack.command(CHANNEL, EDITOR, f"{command} https://courier.example/a", thread_ts=ts)
    newsroom.wait("Slack's word", lambda: len(notes(newsroom, EDITOR, "not supported in threads")) == before + 3)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/brief help", "Several links are fine"),
        ("/brief hlep", "/brief help"),
        ("/brief harbour", "I see no link in “harbour”"),
        ("/brief share", "Put a link before it"),
        ("/brief https://courier.example/a shrae", "share”?"),
        ("/facts everything", "I see no link"),
        ("/facts help", "key facts with their sources"),
        ("/quotes <@U0AMINA>", "not a mention"),
        ("/quotes 7d", "Whose quotes?"),
        ("/quotes help", "a surname or a full name"),
        ("/quotes Renn 2026-13-45", "I don't understand “2026-13-45” as a time"),
        ("/quotes Nobody Atall", "I know no quotes of “Nobody Atall”"),
        ("/brief https://not-there.example/2026/story", "not-there.example"),
    ],
)
def test_wrong_input_is_answered_with_what_would_be_right(newsroom: Newsroom, line: str, answer: str) -> None:
    ask(newsroom, line, answer)


def test_a_link_to_a_message_stands_for_the_links_in_it(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(title="Linked by a message"))
    ts = newsroom.share(f"Look: <{url}>")
    newsroom.wait_for_briefs(ts)
    link = f"https://newsroom.slack.com/archives/{CHANNEL}/p{ts.replace('.', '')}"
    ask(newsroom, f"/facts {link}?thread_ts={ts}&cid={CHANNEL}", "Linked by a message")
    ask(newsroom, f"/facts {link}", "I can't find that message", GUEST, ELSEWHERE)
    words = newsroom.share("Nothing to read here.")
    ask(newsroom, f"/brief {link.replace(ts.replace('.', ''), words.replace('.', ''))}", "There is no link")


def test_a_message_in_a_private_channel_is_read_for_its_members_and_stays_there(newsroom: Newsroom) -> None:
    newsroom.slack.invite_bot("G0DESK")
    url = newsroom.publish(story(title="Canary of the desk"))
    ts = newsroom.share(f"<{url}>", channel="G0DESK")
    newsroom.wait_for_briefs(ts, channel="G0DESK")
    link = f"https://newsroom.slack.com/archives/G0DESK/p{ts.replace('.', '')}"
    ask(newsroom, f"/brief {link}", "Canary of the desk", EDITOR)
    ask(newsroom, f"/brief {link}", "I can't find that message", "U0CHLOE")
    ask(newsroom, f"/brief {link} share", "stays there", EDITOR)
    newsroom.settle()
    assert not in_channel(newsroom, CHANNEL, "Canary of the desk")


def test_without_words_a_window_asks(newsroom: Newsroom) -> None:
    url = newsroom.publish(story(title="Asked for in a window"))
    newsroom.slack.command(CHANNEL, EDITOR, "/brief")
    newsroom.wait("a window", lambda: newsroom.slack.views(EDITOR))
    answer = newsroom.slack.submit_view(EDITOR, {"question_words": "no link at all"})
    assert "I see no link" in str(answer.payload) and newsroom.slack.views(EDITOR)
    newsroom.slack.submit_view(EDITOR, {"question_words": url})
    newsroom.note_to(EDITOR, "Asked for in a window")
    assert not newsroom.slack.views(EDITOR)

    newsroom.slack.command(CHANNEL, EDITOR, "/quotes")
    newsroom.wait("a window", lambda: newsroom.slack.views(EDITOR))
    answer = newsroom.slack.submit_view(EDITOR, {"question_words": "Ann Lee", "question_time": "soonish"})
    assert "question_time" in str(answer.payload)
    newsroom.slack.submit_view(EDITOR, {"question_words": "Yorick Ash", "question_time": "7d"})
    newsroom.note_to(EDITOR, "I know no quotes of “Yorick Ash”")


LOG = (
    "The harbour of Vellmouth stays shut until Friday, its master said on Tuesday.",
    "“The sea took the wall in one night, and we will not rebuild it before spring,” said Henrike Ostrander, the "
    "harbour master of Vellmouth.",
    "Anneke Ostrander, a fish dealer, said: “My boats can't leave, and nobody pays me for that.”",
)
COURIER = (
    "Vellmouth's harbour remains closed for the week after Monday's storm.",
    "“The sea took the wall in one night, and we will not repair it before spring,” harbour master Henrike Ostrander "
    "told the council.",
)


def test_everything_that_somebody_said_with_the_wording_that_differs(newsroom: Newsroom) -> None:
    pages = (
        newsroom.publish(story("Vellmouth harbour stays shut", LOG, site="The Vellmouth Log")),
        newsroom.publish(story("Harbour closed for the week", COURIER, site="Coast Courier")),
    )
    for page in pages:
        newsroom.wait_for_briefs(newsroom.share(f"<{page}>"))
    said = ask(newsroom, "/quotes Ostrander", "can be 2 people")
    assert "Henrike Ostrander" in said and "Anneke Ostrander" in said
    said = ask(newsroom, "/quotes henrike ostrander 7d", "Differs:")
    assert "not rebuild it before spring" in said and "not repair it before spring" in said
    assert "The Vellmouth Log" in said and "Coast Courier" in said and "nobody pays me" not in said
    assert "1 statement in 2 articles" in said
    ask(newsroom, "/quotes Ostrander", "I know no quotes of", GUEST, ELSEWHERE)


def test_what_a_private_channel_read_is_quoted_there_and_nowhere_else(newsroom: Newsroom) -> None:
    direct = newsroom.slack.dm_channel(REPORTER)
    text = (
        "A clerk spoke up on Tuesday.",
        "“I kept the ledgers under my own bed for nine years,” said Quirin Vossberg.",
    )
    ts = newsroom.share(newsroom.publish(story("Canary of the ledgers", text)), channel=direct)
    newsroom.wait_for_briefs(ts, channel=direct)
    ask(newsroom, "/quotes Vossberg", "I know no quotes of", REPORTER)
    ask(newsroom, "/quotes Vossberg", "under my own bed", REPORTER, direct)


def test_a_handover_tells_what_moved_since(newsroom: Newsroom) -> None:
    first = (
        "Rain burst the dam above Ellerbeck on Tuesday and injured eight people, the county fire service said.",
        "Two hundred sheep were lost on the lower fields, the farmers' union said.",
    )
    later = (
        "The flood below the burst dam at Ellerbeck injured eleven people on Tuesday, the county fire service said on "
        "Wednesday.",
        "The road to the upper valley will stay closed until Monday, the council said.",
    )
    for title, text, published in (
        ("Dam bursts above Ellerbeck, eight injured", first, "2026-11-24T09:00:00Z"),
        ("Eleven injured in Ellerbeck dam burst", later, "2026-11-25T11:00:00Z"),
    ):
        page = newsroom.publish(story(title, text, published=published, site=f"Ellerbeck {len(title)}"))
        newsroom.wait_for_briefs(newsroom.share(f"<{page}>"))
    said = ask(newsroom, "/handover 2026-11-01", "Figures that moved")
    assert "Injured: 8 → 11" in said and "Who shared what" in said
    assert "Ellerbeck" not in ask(newsroom, "/handover 1d", "Nothing was shared", GUEST, ELSEWHERE)
