"""From what a message asks to jobs in the queue. Each job's key names what it is about, so that asking twice is asking
once."""

from dataclasses import replace

from bot.articles.links import link_key
from bot.queue.jobs import Lane, Queue
from bot.slack.incoming import Written
from handlers.tasks import Notice, Task, Told, arguments


def queue_answers(queue: Queue, written: Written, most: int) -> None:
    """Queue what answers a message: its links, up to `most`; without any, what somebody who called us meant.

    A pasted text is not put into the queue: the job looks it up in Slack, where its owner can delete it.
    """
    about = Told(
        team=written.shared.team,
        channel=written.shared.channel,
        ts=written.shared.ts,
        thread_ts=written.thread_ts,
        user=written.user,
        called=written.called,
    )
    if written.links:
        queue_links(queue, about, written.links, most)
    elif written.pasted:
        put(queue, Task.ANSWER_TEXT, about)
    elif written.in_thread:
        put(queue, Task.ANSWER_MENTION, about)
    else:
        put(queue, Task.POST_NOTICE, replace(about, notice=Notice.USAGE))


def queue_links(queue: Queue, about: Told, links: tuple[str, ...], most: int) -> None:
    """Queue the first `most` links, and a word on the others."""
    for url in links[:most]:
        put(queue, Task.ANSWER_LINK, replace(about, url=url))
    if len(links) > most:
        put(queue, Task.POST_NOTICE, replace(about, notice=Notice.MORE, read=most, found=len(links)))


def put(queue: Queue, task: Task, what: Told) -> None:
    """Queue one job: at once where somebody waits for it, else behind them.

    Raises:
        redis.RedisError: the store can't be reached, and the job is not queued.
    """
    detail = link_key(what.url) if what.url else what.notice or what.name
    key = ":".join(filter(None, (task, what.team, what.channel, what.ts, detail, what.ask)))
    queue.put(task, arguments(what), key=key, lane=Lane.INTERACTIVE if what.called else Lane.BULK)
