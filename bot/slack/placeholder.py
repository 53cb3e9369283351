"""“Reading …”, posted when a reply takes long, in the place where the reply will stand."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot import log
from bot.queue.jobs import RetryLater
from bot.slack.blocks.message import Message
from bot.slack.errors import SlackRefusal
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Slot

logger = log.get(__name__)


@contextmanager
def placeholder(outbox: Outbox, slot: Slot, message: Message, seconds: float) -> Iterator[None]:
    """While the block runs: after `seconds`, post `message` into the slot.

    When the block has ended nothing more is posted: a post under way is waited for, so that the reply finds it.
    The time runs from here and not from the sharing: behind a backlog every reply would cost two calls and
    lengthen it.
    """

    def post() -> None:
        if ended.wait(seconds):
            return
        try:
            outbox.post(slot, message)
        except (RetryLater, SlackRefusal, WithdrawnError) as error:
            # The reply itself will meet the same trouble, and knows what to do.
            logger.info("no placeholder", reason=type(error).__name__)
        except Exception as error:
            logger.warning("placeholder failed", exc_info=error)

    ended = threading.Event()
    thread = threading.Thread(target=post, name="placeholder", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
