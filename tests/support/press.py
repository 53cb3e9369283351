"""An invented press without end: the n-th article is always the same, and no other's. For load, not for quality."""

import random
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from tests.e2e.pages import story

STARTS = ("Bel", "Cor", "Dun", "Esk", "Fal", "Gor", "Hal", "Ist", "Kel", "Lor", "Mar", "Nor", "Os", "Pol", "Tar", "Vel")
MIDDLES = ("a", "e", "i", "o", "u", "ar", "en", "il", "on", "ur")
ENDS = ("dan", "ford", "gate", "lin", "mouth", "nick", "rosa", "stad", "ton", "vik", "wen", "zova")
GIVEN = ("Anna", "Boris", "Clara", "David", "Elena", "Frank", "Greta", "Henry", "Irene", "Jonas", "Karin", "Lucas")
ROLES = ("mayor", "police chief", "harbour master", "head teacher", "fire officer", "union leader", "hospital director")
EVENTS = (
    ("fire", "A fire broke out in a warehouse in {town}", "destroyed {number} tonnes of grain"),
    ("strike", "Dockers in {town} walked out", "left {number} containers on the quay"),
    ("flood", "The river burst its banks in {town}", "flooded {number} houses"),
    ("vote", "The council of {town} approved a new tram line", "will cost ${number} million"),
    ("crash", "A goods train left the rails near {town}", "blocked the line for {number} hours"),
    ("closure", "The paper mill of {town} is to close", "will cost {number} jobs"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SITES = 200
"""Outlets among which the articles are spread, so that no site's pace is what is measured."""


class _Invention:
    def __init__(self, number: int) -> None:
        self._chance = random.Random(number)

    def name(self) -> str:
        pick = self._chance.choice
        return pick(STARTS) + pick(MIDDLES) + pick(ENDS)

    def person(self) -> tuple[str, str, str]:
        return self._chance.choice(GIVEN), self.name(), self._chance.choice(ROLES)

    def number(self, most: int) -> int:
        return self._chance.randint(2, most)

    def pick(self, values: tuple[str, ...]) -> str:
        return self._chance.choice(values)


def article(number: int, rounds: int = 1) -> tuple[str, tuple[str, ...]]:
    """Headline and paragraphs of the `number`-th article: 120 words, and some 90 more for each round of voices."""
    some = _Invention(number)
    _, what, effect = EVENTS[number % len(EVENTS)]
    town = some.name()
    happened, did = what.format(town=town), effect.format(number=some.number(900))
    paragraphs = [
        f"{happened} on {some.pick(DAYS)} and {did}, the authorities said.",
        f"It was the {some.pick(('second', 'third', 'fourth'))} such event this year in the region of {some.name()}, "
        f"where {some.number(90)},000 people live.",
    ]
    for _ in range(rounds):
        first, last, role = some.person()
        other, surname, office = some.person()
        paragraphs += [
            f"“Nobody in {town} had expected this so soon,” said {first} {last}, the {role}. “We will need help from "
            f"{some.name()} before the winter.”",
            f"{other} {surname}, a {office} from {some.name()}, said {some.number(40)} people had asked for shelter. "
            f"Two thirds of them had found a bed by the evening, according to {last}.",
            f"Repairs will take {some.number(20)} weeks and cost ${some.number(50)}.{some.number(9)} million, the "
            f"company {some.name()} Lines said in a statement. It employs {some.number(800)} people.",
        ]
    return f"{happened.split(' in ')[0].split(' near ')[0]}: {town} {did}", tuple(paragraphs)


def page(number: int, rounds: int = 1) -> str:
    """The `number`-th article as its outlet's page."""
    title, paragraphs = article(number, rounds)
    return story(title, paragraphs, site=f"The {title.split()[-1].title()} Post")


class Press:
    """Serves the articles on this machine: `link(number)` leads to one. A context manager."""

    def __init__(self, rounds: int = 1) -> None:
        """`rounds` as in `article`."""
        handler = type("Handler", (_Handler,), {"rounds": rounds})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="press", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def link(port: int, number: int) -> str:
    """The address of an article that the press at `port` serves."""
    return f"http://outlet{number % SITES}.localhost:{port}/news/2026/article-{number}"


class _Handler(BaseHTTPRequestHandler):
    rounds = 1

    def do_GET(self) -> None:
        number = self.path.rpartition("-")[2]
        body = page(int(number), self.rounds).encode() if number.isdigit() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    """Serve on the port given, until killed."""
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Handler).serve_forever()


if __name__ == "__main__":
    main()
