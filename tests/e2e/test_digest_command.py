"""A digest with the manifest's scopes and a real worker: what was read is shown, planned for, and posted when due."""

from datetime import UTC, datetime

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from bot.store.connect import connect
from tests.e2e.conftest import CHANNEL, EDITOR, Newsroom
from tests.e2e.nights import ask
from tests.e2e.pages import story


def posted(newsroom: Newsroom, words: str) -> list[dict]:
    own = [m for m in newsroom.slack.history(CHANNEL) if m.get("user") == newsroom.slack.bot_user]
    return [m for m in own if words in m["text"] and m.get("thread_ts", m["ts"]) == m["ts"]]


def test_from_a_link_to_a_digest(newsroom: Newsroom) -> None:
    title = "Pilots of Grevholm vote on pay"
    newsroom.wait_for_briefs(newsroom.share(f"<{newsroom.publish(story(title=title))}>"))
    ask(newsroom, "/digest now", title)

    ask(newsroom, "/digest schedule weekdays 8:00 #politics", "Planned")
    store = connect(newsroom.store_url)
    plans = Plans(store)
    (plan,) = plans.of(newsroom.slack.team, CHANNEL)
    assert plan.channels == ("C0POLITICS",)  # Slack gave the channel's id: the manifest asks for that
    plans.remove(plan.team, plan.id)

    now = plans.now()
    time = f"{datetime.fromtimestamp(now, UTC):%H:%M}"
    plans.save(Plan("due", plan.team, CHANNEL, EDITOR, (time,), DAYS, "UTC", now - 3600))
    newsroom.wait("the digest, by the worker's own clock", lambda: posted(newsroom, "Digest, "))
    plans.remove(plan.team, "due")
    newsroom.settle()
    assert len(posted(newsroom, "Digest, ")) == 1


def test_in_a_thread_slack_itself_refuses(newsroom: Newsroom) -> None:
    ts = newsroom.share("A thread to ask for digests in.")
    newsroom.slack.command(CHANNEL, EDITOR, "/digest now", thread_ts=ts)

    def refused() -> bool:
        return any(
            "not supported in threads" in n.text and "/digest" in n.text for n in newsroom.slack.ephemerals(EDITOR)
        )

    newsroom.wait("Slack's word", refused)
