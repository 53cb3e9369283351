"""Answers to a slash command, by its response_url: good for 30 minutes and 5 uses, in any channel, member or not.

The uses are counted in the store, so that a job that runs again does not spend them; when they are spent, or the time
is over, the answer goes to the person the other way: seen by them alone in the channel, else directly.

Slack replaces by a response_url only the message that a button stands in. A command's first answer it leaves standing,
whatever `replace_original` says (slackapi/bolt-js#2287, bolt-python#1268); so “Reading …” is sent only when the answer
takes long, and stays true beside it.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import redis
from slack_sdk.webhook import WebhookClient

from bot import log
from bot.queue.jobs import RetryLater
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Message
from bot.slack.blocks.notices import plain
from bot.slack.calls import CALL_SECONDS, DEFAULT_RETRY_AFTER, RateLimited
from bot.slack.errors import ChannelClosed, NotInChannel
from bot.slack.outbox import Outbox
from bot.slack.repeatable import UNKNOWN_SECONDS
from bot.store.keys import HOUR, team_key

logger = log.get(__name__)

HOOKS = frozenset({("https", "hooks.slack.com"), ("https", "hooks.slack-gov.com")})
"""Where Slack takes answers to commands; beside them the host of the Web API, which in the sandbox takes both."""
USES = 5
"""Times that Slack takes an answer by one response_url."""
KEPT_SECONDS = HOUR
"""For how long it is known what was answered: a response_url lives 30 minutes, a job's last try ends before."""

SAID, UNSURE = "1", "unsure"
"""What is known of an answer: it was given, or Slack did not say whether the channel has it."""
UNSURE_WORDS = "Slack did not tell me whether the channel sees my answer. If it does not, ask once more."

# The first to say something says what was first: an answer, or that one is on its way.
_FIRST = """
redis.call('EXPIRE', KEYS[1], ARGV[2])
local first = redis.call('HGET', KEYS[1], 'first')
if first then return first end
redis.call('HSET', KEYS[1], 'first', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return ''
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was given: who asked where ('' for a shortcut from anywhere), the address for answers, and an id
    that no other command has."""

    team: str
    channel: str
    user: str
    url: str
    id: str


class Responder:
    """Answers commands. What it says is seen by who asked alone, unless it is `share`d."""

    def __init__(self, store: redis.Redis, outbox: Outbox) -> None:
        self._store: Any = store
        self._outbox = outbox
        self._first = store.register_script(_FIRST)

    def promise(self, asked: Asked, message: Message, seconds: float) -> None:
        """Unless there is an answer in `seconds`, say `message`: that one is on its way. Returns at once."""
        timer = threading.Timer(seconds, self._hold_out, (asked, message))
        timer.daemon = True
        timer.start()

    def once(self, asked: Asked, name: str, act: Callable[[], Message]) -> Message:
        """What `act` answers, which is done once: when the job runs again because its answer did not get through, the
        answer is the one that was given. “merge 1 2” done again would merge two others."""
        key, field = _key(asked), f"made:{name}"
        if kept := self._store.hget(key, field):
            made = json.loads(kept)
            return Message(made["text"], tuple(made["blocks"]))
        message = act()
        pipe = self._store.pipeline()
        pipe.hset(key, field, json.dumps(asdict(message)))
        pipe.expire(key, KEPT_SECONDS)
        pipe.execute()
        return message

    def answer(self, asked: Asked, name: str, message: Message) -> None:
        """Say `message` to who asked and nobody else. `name` tells the answers to one command apart: one that was given
        is not given again.

        Raises:
            RetryLater: Slack does not take it just now.
        """
        check(message)
        if self._is_said(asked, name):
            return
        self._claim(asked, "answer")
        if not self._send(asked, message, {"response_type": "ephemeral", "replace_original": True}):
            self._directly(asked, message)
        self._mark_said(asked, name)

    def share(self, asked: Asked, name: str, message: Message) -> None:
        """Say `message` in the channel, to everyone in it; where the address is spent, to who asked alone.

        Raises:
            RetryLater: Slack does not take it just now.
        """
        check(message)
        # Written down before it is sent: where Slack gives no answer, a channel rather reads it not at all than twice.
        state = self._store.hget(_key(asked), f"said:{name}")
        if state == UNSURE:
            self._directly(asked, plain(UNSURE_WORDS))
        elif state is None:
            self._mark_said(asked, name, UNSURE)
            self._claim(asked, "answer")
            try:
                sent = self._send(asked, message, {"response_type": "in_channel", "unfurl_links": False})
            except RateLimited:
                self._store.hdel(_key(asked), f"said:{name}")
                raise
            if not sent:
                self._directly(asked, message)
        self._mark_said(asked, name)

    def answered(self, asked: Asked, name: str) -> None:
        """Who asked has an answer by another way: nothing is on its way any more."""
        self._claim(asked, "answer")
        self._mark_said(asked, name)

    def _hold_out(self, asked: Asked, message: Message) -> None:
        try:
            if not self._claim(asked, "promise"):
                self._send(asked, message, {"response_type": "ephemeral"})
        except (RetryLater, redis.RedisError) as error:
            logger.info("no word that an answer is on its way", team=asked.team, reason=str(error))

    def _claim(self, asked: Asked, what: str) -> str:
        return str(self._first(keys=[_key(asked)], args=[what, KEPT_SECONDS]) or "")

    def _is_said(self, asked: Asked, name: str) -> bool:
        return bool(self._store.hexists(_key(asked), f"said:{name}"))

    def _mark_said(self, asked: Asked, name: str, state: str = SAID) -> None:
        pipe = self._store.pipeline()
        pipe.hset(_key(asked), f"said:{name}", state)
        pipe.expire(_key(asked), KEPT_SECONDS)
        pipe.execute()

    def _send(self, asked: Asked, message: Message, how: dict[str, Any]) -> bool:
        """Whether Slack took it; not, where the address is spent, too old, or there is none."""
        if not self._is_slacks(asked.url) or self._store.hincrby(_key(asked), "uses", 1) > USES:
            return False
        client = WebhookClient(asked.url, timeout=CALL_SECONDS, retry_handlers=[])
        try:
            answer = client.send_dict({**how, "text": message.text, "blocks": list(message.blocks)})
        except Exception as error:  # the SDK lets through whatever urllib raises
            raise RetryLater(UNKNOWN_SECONDS, reason=f"Slack did not answer: {type(error).__name__}.") from error
        if answer.status_code == 429:
            self._store.hincrby(_key(asked), "uses", -1)
            raise RateLimited(_retry_after(answer.headers), reason="Slack's rate limit")
        if answer.status_code >= 500:
            raise RetryLater(UNKNOWN_SECONDS, reason=f"Slack answered {answer.status_code}.")
        if answer.status_code != 200:
            logger.info("response_url refused", team=asked.team, status=answer.status_code, said=answer.body[:60])
        return bool(answer.status_code == 200)

    def _is_slacks(self, url: str) -> bool:
        """Whether an address for answers is one of Slack's: it came with a payload, and is written to as it is."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return (parts.scheme, parts.netloc) in {*HOOKS, self._outbox.origin}

    def _directly(self, asked: Asked, message: Message) -> None:
        if not asked.channel:  # a shortcut from anywhere
            self._outbox.tell(asked.user, message)
            return
        try:
            self._outbox.whisper(asked.channel, asked.user, message)
        except (NotInChannel, ChannelClosed):
            self._outbox.tell(asked.user, message)


def _retry_after(headers: dict[str, Any]) -> float:
    try:
        return max(0.0, float({str(name).lower(): value for name, value in headers.items()}["retry-after"]))
    except (KeyError, TypeError, ValueError):
        return DEFAULT_RETRY_AFTER


def _key(asked: Asked) -> str:
    return team_key(asked.team, "asked", asked.id)
