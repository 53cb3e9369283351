"""What somebody wrote behind a slash command, taken apart: a verb, words, links, channels, people. Pure.

Slack sends the text as it was typed, or with links and mentions escaped (`<url|label>`, `<#C1|name>`, `<@U1|name>`)
where the manifest asks for it; both are read. Phones turn quotation marks into curly ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.articles.links import addresses

SHORT = 5
"""Letters from which one wrong letter makes a slip of the keyboard; in shorter words it makes another word ("lift" is
no "list", "snow" no "show")."""

_TOKEN = re.compile(
    r"""<(?P<markup>[^<>\s|][^<>]*)>
    | "(?P<straight>[^"]*)"(?!\w)
    | [“„](?P<curly>[^“”"]*)[”"](?!\w)
    | ‘(?P<single>[^‘]*?)’(?!\w)
    | «(?P<angle>[^«»]*)»
    | (?P<word>[^\s<]+|<)""",
    re.VERBOSE,
)
_QUOTES = ("straight", "curly", "single", "angle")
_MENTION = re.compile(r"(?P<sort>[#@])(?P<id>[A-Z][A-Z0-9]{2,})(?:\|.*)?")


@dataclass(frozen=True, slots=True)
class Said:
    """A command's text. `verb` is its first word in lower case, '' where it begins with something else or there is
    nothing; `words` are those behind it, each quoted run one word, without its marks; `links` are addresses, `channels`
    and `users` the ids of mentions, all in order."""

    verb: str
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    users: tuple[str, ...] = ()

    @property
    def everything(self) -> str:
        """The verb and all words: what is searched for where the verb is none."""
        return " ".join(filter(None, (self.verb, *self.words)))

    def behind(self, first: int) -> str:
        """The words from the `first` one on, counted from 0, as one text."""
        return " ".join(self.words[first:])


def parse(text: str) -> Said:
    """Take a command's text apart. Never fails: what is no markup is a word."""
    verb, words = "", list[str]()
    links, channels, users = list[str](), list[str](), list[str]()
    for at, token in enumerate(_TOKEN.finditer(text)):
        markup, word = token["markup"], token["word"]
        if found := addresses(token[0]):
            links += found
        elif markup and (mention := _MENTION.fullmatch(markup)):
            (channels if mention["sort"] == "#" else users).append(mention["id"])
        elif markup:
            words += _plain(markup.partition("|")[2] or markup.lstrip("!#@")).split()
        elif word is None:
            words += filter(None, [_plain(next(token[name] for name in _QUOTES if token[name] is not None)).strip()])
        elif bare := _plain(word).strip('"“”„«»'):
            if at == 0:
                verb = bare.lower()
            else:
                words.append(bare)
    return Said(verb, tuple(words), tuple(links), tuple(channels), tuple(users))


def meant(word: str, verbs: Iterable[str]) -> str:
    """The verb that `word` is one slip of the keyboard from, '' where there is none: a letter too few or too many, two
    exchanged, or one wrong in a word of SHORT letters or more. The first letter is mostly right, and must be."""
    return next((verb for verb in verbs if word != verb and word[:1] == verb[:1] and _is_slip(word, verb)), "")


def _is_slip(word: str, verb: str) -> bool:
    short, long = sorted((word, verb), key=len)
    if len(long) - len(short) == 1:
        return len(short) > 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    wrong = [at for at in range(len(long)) if long[at] != short[at]] if len(long) == len(short) else []
    match wrong:
        case [_]:
            return len(verb) >= SHORT
        case [one, two] if two == one + 1:
            return long[one] == short[two] and long[two] == short[one]
        case _:
            return False


def _plain(text: str) -> str:
    """Slack escapes these three and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
