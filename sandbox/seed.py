"""The workspace at the start: a small newsroom's people and channels."""

from dataclasses import replace

from sandbox.state import Channel, User, Workspace

PEOPLE = (
    User("U0AMINA", "amina", "Amina Okafor", "Africa/Lagos"),
    User("U0BEN", "ben", "Ben Halloran", "Europe/London", is_admin=True),
    User("U0CHLOE", "chloe", "Chloe Tanaka", "America/New_York"),
    User("U0DEV", "dev", "Dev Raman", "Asia/Kolkata"),
    User("U0EVA", "eva", "Eva Lindqvist", "Europe/Stockholm"),
    User("U0GUEST", "guest", "Gus (freelance)", "America/Los_Angeles", is_guest=True),
)
REPORTERS = [person.id for person in PEOPLE if not person.is_guest]


def newsroom() -> Workspace:
    """A workspace with people, public and private channels, an archived one, and a DM with the bot for everyone.

    The bot is a member of #breaking and #politics.
    """

    workspace = Workspace()
    bot = workspace.bot_user
    for user in (
        *PEOPLE,
        User(bot, "nutgraf", "Nutgraf", "UTC", is_bot=True),
        User("USLACKBOT", "slackbot", "Slackbot"),
    ):
        workspace.users[user.id] = replace(user)
    for channel in (
        Channel("C0BREAKING", "breaking", members=[*REPORTERS, bot], topic="What is happening now"),
        Channel("C0POLITICS", "politics", members=[*REPORTERS, bot]),
        Channel("C0RANDOM", "random", members=[*REPORTERS, "U0GUEST"]),
        Channel("G0DESK", "desk-investigations", kind="group", members=["U0AMINA", "U0BEN"]),
        Channel("C0ARCHIVED", "election-2022", members=[*REPORTERS, bot], is_archived=True),
    ):
        workspace.channels[channel.id] = channel
    for user in PEOPLE:
        workspace.dm(user.id)
    return workspace
