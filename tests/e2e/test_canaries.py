"""Private stays private: articles that only a private channel, a direct message and a direct message of three know are
looked for in everything that others are shown, in the logs, the metrics and the names of keys.

`nutgraf run` as an operator starts it, with everything logged.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from bot.queue.jobs import Queue
from bot.store.connect import connect
from bot.store.processes import tethered
from sandbox.server import Sandbox
from sandbox.state import Channel
from tests.e2e.conftest import CHANNEL, LIMIT, ROOT, START_LIMIT
from tests.e2e.nights import night
from tests.e2e.pages import story
from tests.support.store import StoreServer, free_port

INSIDER, SECOND = "U0AMINA", "U0BEN"
"""Both are in the private channel and the direct message of three; the direct message is the first one's."""
OUTSIDER, ELSEWHERE, GUEST = "U0CHLOE", "U0DEV", "U0GUEST"
"""In public channels only; in another private channel too; a guest of one public channel."""
OTHERS = (OUTSIDER, ELSEWHERE, GUEST)
DESK, TRIO, OTHER_DESK, OPEN = "G0DESK", "C0TRIO", "G0SPORTS", "C0RANDOM"


@dataclass(frozen=True)
class Secret:
    """What only one place knows. No word of it stands anywhere else."""

    place: str
    town: str
    person: str
    figure: str
    site: str

    @property
    def canaries(self) -> tuple[str, ...]:
        return tuple(word.lower() for word in (self.town, self.person.split()[-1], self.figure, self.site))

    @property
    def page(self) -> str:
        return story(
            f"Fire at the {self.town} refinery injures nine",
            (
                f"{self.town.upper()} — Nine workers were hurt when a fire broke out at the {self.town} refinery on "
                f"Saturday, {self.person}, the county's fire chief, told reporters.",
                f"“The whole of {self.town} heard it,” said {self.person}. “We lost the {self.figure} tonnes we had.”",
                f"The fire burned {self.figure} tonnes of oil, according to {self.person}.",
            ),
            site=self.site,
            published="2025-06-07T21:40:00Z",
        )


SECRETS = {
    "desk": Secret(DESK, "Qorvathmere", "Ottavia Blenkhorn", "7,341", "The Quillfeather Post"),
    "dm": Secret("D", "Zulbrecht", "Ignatz Plumtree", "8,652", "The Nightjar Wire"),
    "trio": Secret(TRIO, "Wexholme", "Drusilla Harbottle", "9,473", "The Osprey Gazette"),
}
CANARIES = {word: name for name, secret in SECRETS.items() for word in secret.canaries}


@dataclass
class Room:
    """The workspace, the bot in it, and everything that was shown to whom."""

    slack: Sandbox
    store_url: str
    log: Path
    status: tuple[int, int]
    seen: dict[str, set[str]] = field(default_factory=dict)

    @property
    def queue(self) -> Queue:
        return Queue(connect(self.store_url))

    def wait(self, what: str, predicate: Any, seconds: float = LIMIT * 2) -> Any:
        return self.slack.wait_for(predicate, seconds, what)

    def settle(self) -> None:
        """Wait until everything was heard and done, and look."""
        queue = self.queue

        def quiet() -> bool:
            heard = {ack.event_id for ack in self.slack.acks() if ack.acked}
            counts = queue.counts()
            sent = {body["event_id"] for body in self.slack.events()}
            return sent <= heard and counts.queued == counts.pending == counts.delayed == 0

        self.wait("silence", quiet)
        for user in (INSIDER, SECOND, *OTHERS):
            self.seen.setdefault(user, set()).update(self.shown_to(user))

    def shown_to(self, user: str) -> Iterator[str]:
        """Everything of the bot's that `user` can look at now."""
        workspace = self.slack.hub.workspace
        guest = user == GUEST
        for channel in list(workspace.channels.values()):
            if user in channel.members or (channel.kind == "channel" and not guest):
                for message in self.slack.history(channel.id):
                    for each in (message, *self.slack.replies(channel.id, message["ts"])):
                        if each.get("user") == self.slack.bot_user:
                            yield json.dumps(each, ensure_ascii=False)
        for note in self.slack.ephemerals(user):
            yield json.dumps([note.text, note.blocks, note.attachments], ensure_ascii=False)
        for view in (*self.slack.views(user), self.slack.home(user)):
            yield json.dumps(view, ensure_ascii=False)

    def share(self, channel: str, user: str, link: str, briefs: int = 1) -> dict[str, Any]:
        ts = self.slack.post(channel, user, f"<{link}>")
        self.wait(f"a brief in {channel}", lambda: len(self.briefs(channel, ts)) >= briefs, START_LIMIT)
        self.settle()
        return self.briefs(channel, ts)[0]

    def briefs(self, channel: str, ts: str) -> list[dict[str, Any]]:
        own = [m for m in self.slack.replies(channel, ts) if m.get("user") == self.slack.bot_user]
        return [m for m in own if any(block["type"] == "actions" for block in m.get("blocks") or ())]

    def command(self, user: str, channel: str, line: str) -> str:
        """Give a command and return what its giver alone sees of the answer."""
        before = {id(note) for note in self.slack.ephemerals(user)}
        self.slack.command(channel, user, line)
        self.wait(f"an answer to {line}", lambda: {id(note) for note in self.slack.ephemerals(user)} - before)
        self.settle()
        new = [note for note in self.slack.ephemerals(user) if id(note) not in before]
        return json.dumps([[note.text, note.blocks] for note in new], ensure_ascii=False)


@pytest.fixture(scope="module")
def newsroom() -> None:
    """This file has a bot of its own; conftest's is not started."""


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> None:
    """Likewise."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A workspace in which each private place has shared its article, and public ones theirs."""
    folder = tmp_path_factory.mktemp("canaries")
    with StoreServer(folder) as server, Sandbox(rate_limits=False, time_scale=0.1, unfurl=False) as slack:
        channels = slack.hub.workspace.channels
        channels[TRIO] = Channel(TRIO, "mpdm-amina--ben--nutgraf-1", "mpim", [INSIDER, SECOND, slack.bot_user])
        channels[OTHER_DESK] = Channel(OTHER_DESK, "sports-desk", "group", [ELSEWHERE, slack.bot_user])
        log, status = folder / "bot.log", (free_port(), free_port())
        with log.open("wb") as output:
            processes = [
                subprocess.Popen(
                    tethered([sys.executable, "-m", "handlers", name]),
                    env=_environment(slack, server.url) | {"NUTGRAF_STATUS_PORT": str(port)},
                    cwd=ROOT,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
                for name, port in zip(("run", "worker"), status, strict=True)
            ]
            try:
                slack.wait_for_connection(START_LIMIT)
                made = Room(slack, server.url, log, status)
                _morning(made)
                yield made
            finally:
                for process in processes:
                    process.terminate()
                for process in processes:
                    process.wait(30)


def _environment(slack: Sandbox, store: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "REDIS_", "NUTGRAF_"))}
    return plain | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "REDIS_URL": store,
        "NUTGRAF_ENV": "development",
        "NUTGRAF_ALLOW_LOOPBACK": "true",
        "NUTGRAF_LOG_LEVEL": "DEBUG",
        "NUTGRAF_LOOK_AGAIN_HOURS": "0.0005",
    }


def _morning(room: Room) -> None:
    """What happens before anybody looks."""
    slack = room.slack
    for channel in (DESK, OPEN):
        slack.invite_bot(channel)
    direct = slack.dm_channel(INSIDER)
    for name, secret in SECRETS.items():
        place = direct if name == "dm" else secret.place
        town = secret.town.lower()
        link = slack.serve(town, f"/news/{town}", secret.page)
        if name == "trio":  # the bot does not hear what is said there; it is asked by the menu
            ts = slack.post(place, INSIDER, f"<{link}>")
            slack.shortcut(INSIDER, "extract_facts", channel=place, ts=ts)
            room.wait("a brief in the direct message of three", lambda p=place, t=ts: room.briefs(p, t), START_LIMIT)
        else:
            room.share(place, INSIDER, link)
        gone = slack.serve(f"{town}-gone", f"/news/{town}", status=404)
        slack.post(place, INSIDER, f"<{gone}>")
        # One night of an attack is private, the next public: together they would be a series.
        room.slack.post(place, INSIDER, f"<{slack.serve(f'private{name}', '/night', night('Varnhold', 1))}>")
    room.settle()
    followed = room.command(SECOND, DESK, f"/story follow {SECRETS['desk'].town}")
    assert "I will tell you" in followed, followed
    room.share(CHANNEL, SECOND, slack.serve("public", "/night", night("Varnhold", 2)))
    room.share(OPEN, SECOND, slack.serve("open", "/night", night("Fennmark", 1)))
    room.share(OTHER_DESK, ELSEWHERE, slack.serve("sports", "/night", night("Halvern", 1)))


def found_in(texts: Any) -> list[tuple[str, str]]:
    """Which canaries sing, and where."""
    return [(word, text[:2000]) for text in texts for word in CANARIES if word in text.lower()]


def test_the_canaries_sing_where_they_live(room: Room) -> None:
    """Else the rest of this file would look for nothing."""
    inside = " ".join(room.seen[INSIDER]).lower()
    missing = [word for word in CANARIES if word not in inside]
    assert missing == []


def test_what_is_next_to_a_private_article_is_new_in_public(room: Room) -> None:
    (mine,) = [
        text for text in room.seen[OUTSIDER] if "Bombs" not in text and "injure one" in text and "blocks" in text
    ]
    assert "New event" in mine
    assert "2nd" not in mine and "before" not in mine.split('"blocks"')[0].lower().replace("before dawn", "")


LINES = [
    "/digest now",
    "/digest today",
    "/digest week",
    "/digest list",
    "/handover",
    "/handover 7d",
    "/nutgraf status",
    "/nutgraf settings",
    "/story",
    "/story list",
    "/story varnhold",
    "/quotes Pavel Hrast 7d",
    *(f"/story {secret.town}" for secret in SECRETS.values()),
    *(f"/story show {secret.town}" for secret in SECRETS.values()),
    *(f"/story follow {secret.town}" for secret in SECRETS.values()),
    *(f"/quotes {secret.person} 7d" for secret in SECRETS.values()),
    *(f"/quotes {secret.person.split()[-1]}" for secret in SECRETS.values()),
]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("user", "channel"),
    [(OUTSIDER, CHANNEL), (ELSEWHERE, OTHER_DESK), (GUEST, OPEN), (SECOND, CHANNEL), (OUTSIDER, "D")],
    ids=["in a public channel", "in another private channel", "a guest", "an insider, in public", "directly"],
)
def test_no_answer_to_a_command_tells_of_it(room: Room, user: str, channel: str) -> None:
    place = room.slack.dm_channel(user) if channel == "D" else channel
    for line in LINES:
        before = set(room.shown_to(user))
        room.slack.command(place, user, line)
        room.settle()
        # What was asked for is repeated in the answer: “I know no story with …”.
        said = set(room.shown_to(user)) - before
        echoed = line.lower().split()
        leaks = [(word, text) for word, text in found_in(said) if word not in echoed]
        assert leaks == [], line
        if "Varnhold" in line or "varnhold" in line or "Hrast" in line:
            assert not [text for text in said if "injure seven" in text or "Seven farm hands" in text], line


@pytest.mark.timeout(300)
def test_no_answer_to_a_link_to_a_private_message_tells_of_it(room: Room) -> None:
    direct = room.slack.dm_channel(INSIDER)
    for place in (DESK, TRIO, direct):
        for message in room.slack.history(place):
            link = f"https://newsroom.slack.com/archives/{place}/p{message['ts'].replace('.', '')}"
            for user, channel in ((OUTSIDER, CHANNEL), (ELSEWHERE, OTHER_DESK), (GUEST, OPEN)):
                before = set(room.shown_to(user))
                for command in ("/brief", "/facts", "/quotes"):
                    room.command(user, channel, f"{command} {link}")
                said = set(room.shown_to(user)) - before
                assert found_in(said) == []
                assert any("can't find that message" in text for text in said)


@pytest.mark.timeout(300)
def test_no_digest_that_is_posted_tells_of_it(room: Room) -> None:
    store = connect(room.store_url)
    plans = Plans(store)
    now = plans.now()
    due = time.strftime("%H:%M", time.gmtime(now))
    for number, channel in enumerate((CHANNEL, OPEN, OTHER_DESK)):
        plans.save(Plan(f"due{number}", room.slack.team, channel, SECOND, (due,), DAYS, "UTC", now - 3600))
    room.slack.command(CHANNEL, SECOND, "/digest week share")

    def posted() -> bool:
        return all(
            any("Digest" in m["text"] for m in room.slack.history(c) if m.get("user") == room.slack.bot_user)
            for c in (CHANNEL, OPEN, OTHER_DESK)
        )

    room.wait("three digests", posted, 60)
    room.settle()
    for number in range(3):
        plans.remove(room.slack.team, f"due{number}")
    digests = [t for user in OTHERS for t in room.seen[user] if "Digest" in t]
    assert digests and found_in(digests) == []
    assert not [text for text in digests if "injure seven" in text or "Seven farm hands" in text]


def test_no_home_of_others_tells_of_it(room: Room) -> None:
    for user in OTHERS:
        room.slack.open_home(user)
        room.wait(f"the Home of {user}", lambda u=user: room.slack.home(u))
    room.settle()
    homes = [json.dumps(room.slack.home(user), ensure_ascii=False) for user in OTHERS]
    assert found_in(homes) == []
    for place in (DESK, TRIO, room.slack.dm_channel(INSIDER)):
        assert not [home for home in homes if place in home]


def test_the_window_of_stories_to_choose_from_has_none_of_it(room: Room) -> None:
    ts = next(m["ts"] for m in room.slack.history(CHANNEL) if m.get("user") == SECOND and "public" in m["text"])
    room.slack.shortcut(OUTSIDER, "add_to_story", channel=CHANNEL, ts=ts)
    room.wait("a window", lambda: room.slack.views(OUTSIDER))
    assert found_in([json.dumps(view) for view in room.slack.views(OUTSIDER)]) == []
    room.slack.close_view(OUTSIDER)


def test_who_follows_and_has_left_is_told_nothing_of_what_it_says(room: Room) -> None:
    room.slack.leave(DESK, SECOND)
    room.settle()
    secret = SECRETS["desk"]
    before = set(room.shown_to(SECOND))
    second = secret.page.replace("Nine workers", "Ten workers").replace("injures nine", "injures ten again")
    room.share(DESK, INSIDER, room.slack.serve("second", "/again", second.replace("Saturday", "Sunday")))
    assert found_in(set(room.shown_to(SECOND)) - before) == []
    room.slack.join(DESK, SECOND)


def test_nothing_of_it_was_ever_shown_to_others(room: Room) -> None:
    """All that the tests above made the bot say, at every moment at which they looked."""
    room.settle()
    asked = {word.strip("“”.,").lower() for line in LINES for word in line.split()}
    for user in OTHERS:
        leaks = [(word, text) for word, text in found_in(room.seen[user]) if word not in asked]
        assert leaks == []


def test_nothing_of_it_is_sent_elsewhere(room: Room) -> None:
    """Each call of Slack's Web API that carries a canary leads to who may read it."""
    inside = {DESK, TRIO, room.slack.dm_channel(INSIDER), room.slack.dm_channel(SECOND), INSIDER, SECOND}
    asked = {word.lower() for line in LINES for word in line.split()}
    for call in room.slack.calls():
        words = {word for word, _ in found_in([json.dumps(call.params, ensure_ascii=False)])} - asked
        if words and call.method not in ("views.open", "views.update"):
            target = call.params.get("user") or call.params.get("user_id") or call.params.get("channel")
            assert target in inside, (call.method, target, words)


def test_nothing_of_it_is_logged(room: Room) -> None:
    lines = room.log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert len(lines) > 50
    assert found_in(lines) == []


def test_nothing_of_it_is_in_metrics_or_names_of_keys(room: Room) -> None:
    told = []
    for port in room.status:
        for page in ("metrics", "readyz", "healthz"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=10) as answer:
                told.append(answer.read().decode())
    assert "nutgraf_jobs_done_total" in told[0]
    assert found_in([*told, *connect(room.store_url).scan_iter(count=1000)]) == []


def test_nothing_of_it_is_in_the_terminals_digest(room: Room) -> None:
    environment = _environment(room.slack, room.store_url) | {"NUTGRAF_LOG_LEVEL": "WARNING"}
    for more in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "handlers", "digest", "--since", "30d", *more],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert "Fennmark" in done.stdout
        assert found_in([done.stdout, done.stderr]) == []
