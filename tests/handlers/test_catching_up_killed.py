"""Real fronts and workers, killed with -9 while they catch up with what was shared while none of them ran."""

from pathlib import Path

import pytest

from bot.store.keys import team_key
from tests.support.idle import jobs_left
from tests.support.newsdesk import Newsdesk
from tests.support.store import wait_for

LINKS = 24
LIMIT = 120.0


@pytest.mark.fault
@pytest.mark.timeout(400)
def test_killed_while_catching_up_each_link_gets_one_reply(tmp_path: Path) -> None:
    with Newsdesk(tmp_path, channels=6) as desk:
        word = team_key(desk.slack.team, "listening")
        front = desk.hire_front()
        wait_for("its word", lambda: desk.store.exists(word), LIMIT)
        front.kill()
        wait_for("its end", lambda: not desk.slack.hub.sockets.connections, LIMIT)
        desk.slack.hub.delivery.redelivery = ()  # Slack does not try again
        desk.store.hincrby(word, "at", -3600)
        shared = [
            (desk.channel(each), desk.slack.post(desk.channel(each), desk.person(each), desk.link(each)))
            for each in range(LINKS)
        ]
        wait_for("Slack to give up", lambda: len(desk.slack.lost()) >= LINKS, LIMIT)

        front, worker = desk.hire_front(), desk.hire_worker()
        wait_for("the first job", desk.queue.totals, LIMIT)
        front.kill()
        wait_for("some replies", lambda: desk.done() >= LINKS // 4, LIMIT)
        worker.kill()
        assert desk.done() < LINKS, "killed in the midst"
        desk.store.hincrby(word, "at", -3600)
        desk.hire_front()
        desk.hire_worker()
        wait_for("a second look", lambda: desk.queue.totals()["catch_up"].done >= 2, LIMIT)
        wait_for("every job", lambda: jobs_left(desk.store) == 0, LIMIT)
        assert not desk.queue.dead()
        assert [len(desk.slack.replies(*each)) for each in shared] == [1] * LINKS
