"""The queue in Prometheus's terms, read from the store when asked: any process can serve it for all workers."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from bot import log
from bot.queue.jobs import Queue

logger = log.get(__name__)


class QueueCollector(Collector):
    """Register it with a prometheus_client registry. Gives nothing while the store is away."""

    def __init__(self, queue: Queue) -> None:
        """`queue` is looked into at each scrape."""
        self._queue = queue

    def collect(self) -> Iterator[Metric]:
        """Gauges of what waits, counters of what became of it, by job name."""
        try:
            counts, totals = self._queue.counts(), self._queue.totals()
        except RedisError as error:
            logger.warning("no queue metrics", error=type(error).__name__)
            return
        queued = GaugeMetricFamily("nutgraf_jobs_queued", "Jobs nobody has begun.", labels=["lane"])
        for lane, number in counts.queued_by_lane.items():
            queued.add_metric([lane], number)
        yield queued
        yield GaugeMetricFamily("nutgraf_jobs_pending", "Jobs being done.", value=counts.pending)
        yield GaugeMetricFamily("nutgraf_jobs_delayed", "Jobs for later.", value=counts.delayed)
        yield GaugeMetricFamily("nutgraf_jobs_dead_kept", "Dead jobs to look at.", value=counts.dead)
        yield GaugeMetricFamily("nutgraf_jobs_oldest_seconds", "Age of the oldest job.", value=counts.oldest_age)
        done = CounterMetricFamily("nutgraf_jobs_done", "Jobs done.", labels=["name"])
        failed = CounterMetricFamily("nutgraf_jobs_failed", "Tries that failed.", labels=["name"])
        dead = CounterMetricFamily("nutgraf_jobs_dead", "Jobs that failed for good.", labels=["name"])
        spent = CounterMetricFamily("nutgraf_jobs_seconds", "Seconds spent on jobs done.", labels=["name"])
        for name, total in totals.items():
            done.add_metric([name], total.done)
            failed.add_metric([name], total.failed)
            dead.add_metric([name], total.dead)
            spent.add_metric([name], total.seconds)
        yield from (done, failed, dead, spent)
