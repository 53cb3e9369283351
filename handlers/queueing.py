"""From what a message asks to jobs in the queue. Each job's key names what it is about, so that asking twice is asking
once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.articles.links import link_key
from bot.queue.jobs import Lane, Queue
from bot.slack.incoming import Written
from handlers.tasks import Notice, Task, Told, arguments

MOST_CHANGED = 20
"""Stories named in one job; more than that have more replies than are changed at once."""


def queue_answers(queue: Queue, written: Written, most: int) -> None:
    """Queue what answers a message: its links, up to `most`; without any, what somebody who called us meant.

    A pasted text is not put into the queue: the job looks it up in Slack, where its owner can delete it.
    """
    about = about_of(written)
    if written.links:
        queue_links(queue, about, written.links, most)
    elif written.pasted:
        put(queue, Task.ANSWER_TEXT, about)
    elif written.in_thread:
        put(queue, Task.ANSWER_MENTION, about)
    else:
        put(queue, Task.POST_NOTICE, replace(about, notice=Notice.USAGE))


def about_of(written: Written) -> Told:
    """What a job is told of a message."""
    return Told(
        team=written.shared.team,
        channel=written.shared.channel,
        ts=written.shared.ts,
        thread_ts=written.thread_ts,
        user=written.user,
        called=written.called,
    )


def queue_links(queue: Queue, about: Told, links: tuple[str, ...], most: int) -> None:
    """Queue the first `most` links, and a word on the others."""
    for url in links[:most]:
        put(queue, Task.ANSWER_LINK, replace(about, url=url))
    if len(links) > most:
        put(queue, Task.POST_NOTICE, replace(about, notice=Notice.MORE, read=most, found=len(links)))


def queue_look(queue: Queue, what: Told, hours: Sequence[float]) -> None:
    """Queue the next look at an article that was answered, if there is one still to come; `hours` are those after its
    sharing at which it is looked at, and `what.nth` the looks so far."""
    if what.nth < len(hours):
        before = hours[what.nth - 1] if what.nth else 0.0
        look = replace(what, called=False, nth=what.nth + 1, ask=f"look{what.nth + 1}")
        put(queue, Task.LOOK_AGAIN, look, delay=(hours[what.nth] - before) * 3600)


def queue_retelling(queue: Queue, what: Told, changed: Sequence[str]) -> None:
    """Queue that replies about these stories say what is true of them now, after `what` changed them."""
    if changed:
        about = Told(
            what.team, what.channel, what.ts, what.thread_ts, name=",".join(changed[:MOST_CHANGED]), ask=what.ask
        )
        put(queue, Task.RETELL, about)


def put(queue: Queue, task: Task, what: Told, *, delay: float = 0.0) -> None:
    """Queue one job: at once where somebody waits for it, else behind them; `delay` in seconds.

    Raises:
        redis.RedisError: the store can't be reached, and the job is not queued.
    """
    detail = link_key(what.url) if what.url else what.notice or what.name
    key = ":".join(filter(None, (task, what.team, what.channel, what.ts, detail, what.ask)))
    queue.put(task, arguments(what), key=key, lane=Lane.INTERACTIVE if what.called else Lane.BULK, delay=delay)
