"""Where tests find the evaluation corpora, which are not part of the repository."""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def shared() -> Path:
    """The folder with the corpora, samples and scorers: NUTGRAF_SHARED, or `shared` beside the checkout."""
    return Path(os.environ.get("NUTGRAF_SHARED") or ROOT.parent / "shared")


def need(*names: str) -> Path:
    """The folder `corpora/names…` (or a file in it). Skips the test where it is absent, fails it in CI."""
    return _found(shared().joinpath("corpora", *names))


def need_shared(*names: str) -> Path:
    """A file or folder beside the corpora, such as `samples` or `scorers`. Skips or fails as `need` does."""
    return _found(shared().joinpath(*names))


def pages() -> Iterator[tuple[str, str, str]]:
    """Id, address and HTML of each page of corpora/pages, in the order of ids."""
    folder = need("pages")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key, row in sorted(truth.items()):
        yield key, row["url"], gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode()


def _found(path: Path) -> Path:
    if path.exists():
        return path
    reason = f"{path.name} is not at {path.parent}; set NUTGRAF_SHARED to the folder that holds corpora/"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
