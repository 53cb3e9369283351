"""The newsroom's memory in Slack: the reply's last part, its buttons, `/story`, and what stays in a private channel."""

from datetime import UTC, datetime, timedelta

from tests.e2e.conftest import CHANNEL, EDITOR, REPORTER, Newsroom
from tests.e2e.pages import story
from tests.e2e.test_buttons import buttons

NIGHTS = (
    (
        "Drones strike Kelmar, nine wounded",
        "2025-03-01T06:40:00Z",
        "KELMAR — Tarnovian drones struck the port city of Kelmar overnight into Saturday, wounding nine people and "
        "burning a grain store, Mayor Ilse Brandt said.",
        "Firefighters worked until noon to put out the blaze on the eastern quay, the fire service said.",
    ),
    (
        "Drones strike Kelmar for second night",
        "2025-03-02T07:05:00Z",
        "Four people were wounded when Tarnovian drones struck Kelmar early on Sunday, the second attack on the port "
        "in as many nights, Mayor Ilse Brandt said.",
        "A school gymnasium lost its roof, and trains to the coast were cancelled until the evening.",
    ),
)


def night(title: str, published: str, *paragraphs: str) -> str:
    return story(title=title, paragraphs=paragraphs, published=published)


def this_week(at: int) -> tuple[str, str, str]:
    """A day of this week: its weekday, and when a piece of its morning came out."""
    day = datetime.now(UTC).date() - timedelta(days=3 - at)
    return f"{day:%A}", f"{day.isoformat()}T07:00:00Z", f"{day.day} {day:%b}"


def test_the_timelines_chart_is_a_picture_with_words_for_who_does_not_see_it(newsroom: Newsroom) -> None:
    for at, wounded in enumerate(("Nine", "Four", "Six")):
        weekday, published, _ = this_week(at)
        text = (
            f"{wounded} people were wounded when Orlovian rockets struck Brenmar early on {weekday}, Mayor Anton Kiel "
            "said.",
            f"The rockets burned a shoe factory on the {weekday} shift, the fire service said.",
        )
        page = newsroom.publish(night(f"Rockets strike Brenmar on {weekday}", published, *text))
        ts = newsroom.share(f"<{page}>")
        (reply,) = newsroom.wait_for_briefs(ts)
    newsroom.slack.click(EDITOR, buttons(reply)["Timeline"], channel=CHANNEL, ts=reply["ts"])

    def shown() -> list[dict]:
        views = newsroom.slack.views(EDITOR)
        return [block for block in views[-1]["blocks"] if block["type"] == "image"] if views else []

    newsroom.wait("the picture", shown)
    (image,) = shown()
    assert all(day in image["alt_text"] for _, _, day in map(this_week, range(3)))
    file = next(file for file in newsroom.slack.files() if file.id == image["slack_file"]["id"])
    assert file.kind == "image/png" and len(file.content or b"") > 5000
    newsroom.slack.close_view(EDITOR)

    newsroom.slack.delete(CHANNEL, ts)  # an article that the picture tells of
    newsroom.wait("no picture in Slack", lambda: not newsroom.slack.files())


def ask(newsroom: Newsroom, text: str, about: str, user: str = EDITOR) -> str:
    newsroom.slack.command(CHANNEL, user, text)
    return newsroom.note_to(user, about)


def test_a_story_that_comes_again_is_told_followed_corrected_and_listed(newsroom: Newsroom) -> None:
    first = newsroom.share(f"<{newsroom.publish(night(*NIGHTS[0]))}>")
    (reply,) = newsroom.wait_for_briefs(first)
    assert "New event" in str(reply["blocks"])
    assert "Timeline" not in buttons(reply)

    second = newsroom.share(f"<{newsroom.publish(night(*NIGHTS[1]))}>")
    (reply,) = newsroom.wait_for_briefs(second)
    said = "".join(
        e["text"]
        for b in reply["blocks"]
        if b["type"] == "rich_text" and "🔁" in str(b)
        for e in b["elements"][0]["elements"]
    )
    assert "2nd in 2 days; last one 1 March 2025." in said, said
    assert {"Timeline", "Follow", "Not this event", "Mute"} <= set(buttons(reply))

    newsroom.slack.click(EDITOR, buttons(reply)["Timeline"], channel=CHANNEL, ts=reply["ts"])
    newsroom.wait("the timeline", lambda: newsroom.slack.views(EDITOR))
    shown = str(newsroom.slack.views(EDITOR)[-1]["blocks"])
    assert "1 March 2025" in shown and "2 March 2025" in shown

    for label, answer in (("Follow", "I will tell you"), ("Mute", "I say no more of"), ("Not this event", "Noted:")):
        newsroom.slack.click(EDITOR, buttons(reply)[label], channel=CHANNEL, ts=reply["ts"])
        newsroom.note_to(EDITOR, answer)

    assert "for “kelmar”" in ask(newsroom, "/story kelmar", "for “kelmar”")
    assert "/story follow 1" in ask(newsroom, "/story folow 1", "“/story folow”")
    ask(newsroom, "/story rename 1 Nights over Kelmar", "Renamed to")
    ask(newsroom, "/story merge", "something missing")
    ask(newsroom, "/story show 999", "There is no story")


def test_what_a_direct_message_shared_is_known_there_and_nowhere_else(newsroom: Newsroom) -> None:
    direct = newsroom.slack.dm_channel(REPORTER)
    told = ("An aviary in Morbeck lost its last finch on Tuesday, the keeper of the quiet desk there said.",)
    page = story(title="Aviary of the quiet desk", paragraphs=told)
    ts = newsroom.share(newsroom.publish(page), channel=direct)
    newsroom.wait_for_briefs(ts, channel=direct)
    ask(newsroom, "/story aviary", "I know no story with “aviary”")
    newsroom.slack.command(direct, REPORTER, "/story quiet desk")
    newsroom.note_to(REPORTER, "for “quiet desk”")
    newsroom.slack.command(direct, REPORTER, "/story follow quiet desk here")  # there is nobody else to tell
    newsroom.note_to(REPORTER, "I will tell you when “Aviary of the quiet desk”")


def test_a_follower_is_told_of_the_next_one_once(newsroom: Newsroom) -> None:
    pages = [
        night(
            "Missiles hit Dunholt, six injured",
            "2025-06-07T05:40:00Z",
            "DUNHOLT — Orsanian missiles hit the mining town of Dunholt overnight into Saturday, injuring six people "
            "and cutting power to the hospital, Governor Pavel Hrast said.",
            "Engineers brought generators from the capital.",
        ),
        night(
            "Missiles hit Dunholt again",
            "2025-06-08T08:05:00Z",
            "Two people were injured when Orsanian missiles hit Dunholt early on Sunday, the second attack on the town "
            "in as many nights, Governor Pavel Hrast said.",
            "The railway bridge is closed, and a church lost its windows.",
        ),
    ]
    first = newsroom.share(f"<{newsroom.publish(pages[0])}>")
    newsroom.wait_for_briefs(first)
    ask(newsroom, "/story dunholt", "for “dunholt”")
    ask(newsroom, "/story follow dunholt", "I will tell you")
    second = newsroom.share(f"<{newsroom.publish(pages[1])}>")
    newsroom.wait_for_briefs(second)
    direct = newsroom.slack.dm_channel(EDITOR)

    def told() -> list[str]:
        return [m["text"] for m in newsroom.slack.history(direct) if "Dunholt goes on" in m["text"]]

    newsroom.wait("the follower to be told", told)
    newsroom.settle()
    assert len(told()) == 1
