"""One look at the plans: what is due is handed over, what is too late is skipped, all go back to sleep."""

from collections.abc import Callable

from bot import log, metrics
from bot.digests.plans import LEASE_SECONDS, Claimed, Plans
from bot.digests.schedule import GRACE_SECONDS, Plan, Run, due_run, is_too_late

logger = log.get(__name__)


class Ticker:
    """Looks for due plans; any number of instances may, at the same time.

    A run is handed over before it is written down as handled: an instance that dies between the two leaves it to be
    handed over again, under the same key.
    """

    def __init__(
        self,
        plans: Plans,
        hand_over: Callable[[Plan, Run], None],
        *,
        now: Callable[[], float] | None = None,
        grace: float = GRACE_SECONDS,
        lease: float = LEASE_SECONDS,
    ) -> None:
        """`hand_over` is given each run that is to be made; it may be given one twice. `now` gives seconds since 1970,
        the store's unless given; `grace` and `lease` are in its seconds."""
        self._plans = plans
        self._hand_over = hand_over
        self._now = now or plans.now
        self._grace = grace
        self._lease = lease

    def tick(self) -> int:
        """Look once. Returns how many runs were handed over.

        Raises:
            redis.RedisError: the store can't be reached; the next tick finds what this one left.
        """
        count = 0
        for team in self._plans.teams():
            now = self._now()
            for claimed in self._plans.claim(team, now, lease=self._lease):
                try:
                    count += self._handle(claimed, now)
                except (ValueError, KeyError, OSError) as error:  # a zone that this machine does not know
                    plan = claimed.plan
                    logger.error(
                        "plan can't be handled", team=team, channel=plan.channel, plan=plan.id, error=str(error)
                    )
        return count

    def _handle(self, claimed: Claimed, now: float) -> int:
        plan = claimed.plan
        run = due_run(plan, claimed.handled, now)
        made = 0
        if run is not None and is_too_late(run, now, self._grace):
            metrics.DIGESTS.labels("skipped").inc()
            logger.warning("digest skipped", team=plan.team, channel=plan.channel, run=run.key, late=int(now - run.at))
        elif run is not None:
            self._hand_over(plan, run)
            made = 1
            logger.info("digest due", team=plan.team, channel=plan.channel, run=run.key, late=round(now - run.at, 1))
        self._plans.advance(claimed, run, now)
        return made
