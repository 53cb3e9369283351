"""What `/digest` and the buttons under its list answer. Digests for one person's eyes, or for all in the channel."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.digests.plans import new_id
from bot.digests.schedule import today
from bot.errors import NutgrafError
from bot.slack.blocks import notices
from bot.slack.blocks.digest import digest_messages
from bot.slack.blocks.message import Message
from bot.slack.digest_posts import DigestPosts
from bot.slack.digesting import Content, Digests
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal
from bot.slack.plan_words import EXAMPLE, WishError, read_wish
from bot.slack.planning import Asker, PlanError, Planning
from bot.slack.slash import Said, meant, parse

DAY_SECONDS = 86_400
SHARE = "share"
SHOWN = ("now", "today", "week")
VERBS = (*SHOWN, "schedule", "edit", "list", "pause", "resume", "remove", "help")
MOST_SHOWN = 4
"""Messages of a digest that one person is shown: Slack takes five answers to a command."""
HELP = (
    "/digest now shows you what the last 24 hours brought; today: since midnight; week: the last seven days. With "
    f"“share” behind it, everybody in the channel sees it. {EXAMPLE} plans one: daily, weekdays, weekly or days by "
    "name, at one time or several, in your own zone unless you name another; /digest alone opens a form for it. "
    "/digest list shows this channel's digests; edit 2, pause 2, resume 2 and remove 2 change the second."
)


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was given: by whom, the words behind it, the time (seconds since 1970), and an id of its own."""

    asker: Asker
    text: str
    at: float
    id: str


def opens_form(text: str) -> tuple[bool, str]:
    """Whether a command asks for the form, and for which of the numbered plans, '' for a new one."""
    said = parse(text)
    if not text.strip() or (said.verb == "schedule" and not said.words and not said.channels):
        return True, ""
    return (True, said.behind(0)) if said.verb == "edit" else (False, "")


class DigestCommand:
    """Answers. Every method raises RetryLater where Slack does not answer just now."""

    def __init__(
        self, planning: Planning, posts: DigestPosts, digests: Digests, directory: Directory, now: Callable[[], float]
    ) -> None:
        """`now` gives seconds since 1970."""
        self._planning = planning
        self._posts = posts
        self._digests = digests
        self._directory = directory
        self._now = now

    def answer(self, given: Given) -> list[Message]:
        """What a command is answered, one message after the other. Wrong input is answered with what would be right."""
        said = parse(given.text)
        try:
            return self._shown(given, said) if said.verb in SHOWN else [self._done(given, said)]
        except SlackRefusal as refusal:
            return [notices.plain(f"{refusal.sentence} Invite me with /invite to post here.")]
        except NutgrafError as error:
            return [notices.plain(str(error))]

    def press(self, given: Given, verb: str, plan_id: str) -> Message:
        """A button under a plan: pause, resume, remove, run. The list as it is then, with what was done above it; in
        the Home tab, which has no channel, what was done."""
        try:
            note = self._run(given, plan_id) if verb == "run" else self._planning.change(given.asker, verb, plan_id)
        except SlackRefusal as refusal:
            note = notices.plain(f"{refusal.sentence} Invite me with /invite to post there.")
        except NutgrafError as error:
            note = notices.plain(str(error))
        return self._planning.listed(given.asker, note) if given.asker.channel else note

    def _done(self, given: Given, said: Said) -> Message:
        asker, which = given.asker, said.behind(0)
        match said.verb:
            case "list":
                return self._planning.listed(asker)
            case "schedule":
                wish = read_wish(said.words, said.channels)
                made = self._planning.make(asker, asker.channel, wish, new=new_id(given.at, given.id))
                return self._planning.said(made)
            case "pause" | "resume":
                return self._planning.change(asker, said.verb, self._planning.find(asker, which).id)
            case "remove":
                return self._planning.change(asker, "ask", self._planning.find(asker, which).id)
            case "help":
                return notices.plain(HELP)
            case unknown:
                return _unknown(unknown, said)

    def _shown(self, given: Given, said: Said) -> list[Message]:
        asker, words = given.asker, [word.lower() for word in said.words]
        if words not in ([], [SHARE]):
            near = meant(words[0], [SHARE])
            raise PlanError(
                f"I don't know what to do with “{said.behind(0)[:40]}”.",
                f"Did you mean “/digest {said.verb} {near}”?" if near else f"/digest {said.verb} share posts it here.",
            )
        person = self._directory.person(asker.team, asker.user)
        until = self._now()
        since = {
            "now": until - DAY_SECONDS,
            "today": today(person.zone, until),
            "week": until - 7 * DAY_SECONDS,
        }[said.verb]
        if words:
            content = self._posts.for_readers(asker.team, asker.channel, asker.user, Content())
            digest = self._digests.of(asker.team, asker.channel, since, until, zone=person.zone, content=content)
            self._posts.share(asker.team, asker.channel, given.at, given.id, digest, f"Asked for by {person.name}.")
            return [notices.plain("Posted.")]
        content = Content(own=person.guest)
        digest = self._digests.of(asker.team, asker.channel, since, until, zone=person.zone, content=content)
        first, more = digest_messages(digest, rest_is="Below")
        shown = [first, *more]
        if len(shown) > MOST_SHOWN:
            shown[MOST_SHOWN - 1 :] = [notices.plain("There is more; shared, all of it stands in the thread.")]
        return shown

    def _run(self, given: Given, plan_id: str) -> Message:
        plan = self._planning.theirs(given.asker, plan_id)
        person = self._directory.person(plan.team, given.asker.user)
        self._posts.run_now(plan, given.at, given.id, f"Asked for by {person.name}.")
        return notices.plain("Posted.")


def _unknown(verb: str, said: Said) -> Message:
    if near := meant(verb, VERBS):
        right = " ".join(("/digest", near, *said.words))
        return notices.plain(f"I know no “/digest {verb[:40]}”. Did you mean “{right}”?")
    try:
        read_wish((verb, *said.words), said.channels)
    except WishError:
        return notices.plain(f"I know no “/digest {(verb or said.everything)[:40]}”. {HELP}")
    return notices.plain(f"To plan that, write /digest schedule {' '.join((verb, *said.words))}.")
