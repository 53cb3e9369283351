"""A newsroom's morning: who shares which link where, and what answer each share should get."""

import re
from dataclasses import dataclass
from typing import Literal

from sandbox.newsroom.site import url

Expected = Literal["brief", "repeat", "notice", "none"]
"""brief: facts and quotes in the thread, one reply for each link; repeat: one line that leads to the first thread;
notice: a reason why not, to the poster; none: silence, since the page is no article and nobody asked."""

PLACEHOLDER = re.compile(r"\{url:([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True)
class Share:
    """A message as it is typed. `channel` and `user` are ids of the sandbox's workspace, or `dm` for the bot's own
    conversation with the user; `{url:NAME}` stands for an article's or odd page's address; `pause` is in seconds,
    before it is posted."""

    channel: str
    user: str
    text: str
    expected: Expected = "brief"
    pause: float = 0.5

    @property
    def names(self) -> tuple[str, ...]:
        """The articles and odd pages that the message links to, in order."""
        return tuple(PLACEHOLDER.findall(self.text))


BREAKING, POLITICS, DM = "C0BREAKING", "C0POLITICS", "dm"
AMINA, BEN, CHLOE, DEV, EVA = "U0AMINA", "U0BEN", "U0CHLOE", "U0DEV", "U0EVA"

DAY: tuple[Share, ...] = (
    Share(BREAKING, AMINA, "Courier has people being moved out below Sallow Head {url:sallow-dam-evacuation}"),
    Share(BREAKING, BEN, "It’s gone. Meridian with a first toll: {url:brennick-dam-burst}"),
    Share(POLITICS, CHLOE, "Two for the 9.30: {url:pellow-sentenced} and {url:jobless-february}"),
    Share(BREAKING, DEV, "Post-Ledger runs the Meridian copy with a local line at the end {url:dam-burst-wire-copy}"),
    Share(
        BREAKING, EVA, "Has anyone seen this? {url:brennick-dam-burst}?utm_source=newsletter&utm_medium=email", "repeat"
    ),
    Share(BREAKING, AMINA, "Echo says 14 dead and nine missing: {url:brennick-search-echo}"),
    Share(BREAKING, BEN, "Wasn’t there something about the bridge? {url:missing}", "notice"),
    Share(POLITICS, DEV, "@nutgraf anything quotable in this one? {url:school-boiler}"),
    Share(DM, CHLOE, "{url:hallam-earnings}"),
    Share(BREAKING, EVA, "Careful, two counts now, council 15 and police 14: {url:brennick-toll-council}"),
    Share(BREAKING, BEN, "For the diary, their front page: {url:home}", "none"),
    Share(POLITICS, AMINA, "The Germans are sending pumps {url:german}", "notice"),
    Share(BREAKING, CHLOE, "17, police and council agree, and Stace is out {url:brennick-toll-seventeen}"),
    Share(DM, BEN, "Back page? {url:ansel-seven}"),
)
"""In order; the flood's articles come as they were published. A link that is shared twice is shared in one channel."""


def text(share: Share, port: int) -> str:
    """The message with its addresses at the sandbox's port. Raises KeyError for a name that stands for no page."""
    return PLACEHOLDER.sub(lambda found: url(found[1], port), share.text)
