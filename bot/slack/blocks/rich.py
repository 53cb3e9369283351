"""Elements of rich_text: the block that shows words exactly as they are, with no markup to break out of."""

from datetime import UTC, date, datetime, time

from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import clean, date_words, day_words, web_url


def text(words: str, *styles: str) -> Json:
    """Words as they are. `styles` are of bold, italic, strike, code."""
    element: Json = {"type": "text", "text": clean(words)}
    return element | ({"style": dict.fromkeys(styles, True)} if styles else {})


def link(url: str | None, words: str, *styles: str) -> Json:
    """A link; mere words where `url` is none that may be linked."""
    target = web_url(url)
    if target is None:
        return text(words, *styles)
    return text(words, *styles) | {"type": "link", "url": target}


def user(user_id: str) -> Json:
    """A person by name. In rich text it calls nobody's attention when a message is changed."""
    return {"type": "user", "user_id": user_id}


def channel(channel_id: str) -> Json:
    """A channel by its present name, as a link; to who may not see it Slack shows no name."""
    return {"type": "channel", "channel_id": channel_id}


def moment(when: datetime) -> Json:
    """A time that each reader sees in their own zone."""
    return {
        "type": "date",
        "timestamp": int(when.timestamp()),
        "format": "{date_short_pretty} {time}",
        "fallback": date_words(when),
    }


def day(when: date, style: str = "{date_short_pretty}") -> Json:
    """A day in each reader's language ("yesterday", "Mar 7"). At ten in the morning, Greenwich time, it is that day in
    every zone but those of Samoa (UTC-11) and Kiribati's east (UTC+14)."""
    moment = datetime.combine(when, time(10), UTC)
    return {"type": "date", "timestamp": int(moment.timestamp()), "format": style, "fallback": day_words(when)}


def section(*elements: Json) -> Json:
    """A paragraph. Slack refuses empty texts, so they are dropped."""
    return {"type": "rich_text_section", "elements": _filled(elements)}


def bullets(sections: list[Json]) -> Json:
    """A bulleted list of `section`s."""
    return {"type": "rich_text_list", "style": "bullet", "elements": sections}


def quotation(*elements: Json) -> Json:
    """A paragraph set off by a bar."""
    return {"type": "rich_text_quote", "elements": _filled(elements)}


def block(*elements: Json) -> Json:
    """The block that holds sections, lists and quotations."""
    return {"type": "rich_text", "elements": list(elements)}


def _filled(elements: tuple[Json, ...]) -> list[Json]:
    return [element for element in elements if element.get("text") != ""]
