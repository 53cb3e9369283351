"""The process that parses pages for a `BoundedParser`: a request on standard input, an answer on standard output.

A request is a line of JSON, {"url", "size"}, and `size` bytes of page in UTF-8; an answer is a line of JSON as `wire`
makes it. JSON, as a page that takes over this process should gain no more than the right to lie about its own text.
"""

import json
import resource
import sys
from typing import Any, BinaryIO

from bot.articles import wire
from bot.articles.errors import Unreadable
from bot.articles.parse import parse
from bot.errors import ArticleError


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until standard input ends."""
    while line := requests.readline():
        request = json.loads(line)
        page = requests.read(request["size"])
        answers.write(json.dumps(answer(page, request["url"])).encode("ascii") + b"\n")
        answers.flush()


def answer(page: bytes, url: str) -> dict[str, Any]:
    """The article on a page, or why there is none, ready for JSON."""
    try:
        return wire.dump(parse(page.decode("utf-8", "replace"), url))
    except MemoryError:
        return wire.dump(Unreadable())
    except ArticleError as error:
        return wire.dump(error)


def main() -> None:
    """Parse with no more memory than the first argument says, in bytes."""
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    # A page that crashes the parser should leave no file of the size of our memory.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
