"""The command line's contract: what comes in, what goes out, in which order, with which exit status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from bot.queue.jobs import Queue
from bot.reading.components.load import SHIPPED
from tests.e2e.pages import STORY, story
from tests.support.corpora import need_shared
from tests.support.store import StoreServer

ROOT = Path(__file__).parents[2]
TEXT = "\n\n".join(STORY)


def nutgraf(*arguments: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with no settings but these."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "REDIS_", "NUTGRAF_"))}
    return subprocess.run(
        [sys.executable, "-m", "handlers", *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env=plain | {"COLUMNS": "200", "NO_COLOR": "1"} | settings,
        cwd=ROOT,
    )


def test_brief_of_a_file_is_one_json_object_whose_offsets_hold(tmp_path: Path) -> None:
    path = tmp_path / "ferries.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = nutgraf("brief", str(path), "--json")
    assert done.returncode == 0, done.stderr
    brief = json.loads(done.stdout)
    for key in ("summary", "facts", "quotes", "figures", "dates", "people", "organisations", "places"):
        assert key in brief
    for part in (*brief["facts"], *brief["figures"], *brief["dates"]):
        assert TEXT[part["start"] : part["end"]] == part["text"]
    speakers = {quote["speaker"] for quote in brief["quotes"] if quote["kind"] == "direct"}
    assert {"Marion Achterberg", "Tobias Renn"} <= speakers


def test_brief_lines_keep_order_and_survive_bad_lines() -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT, "published": "2026-11-23"}),
        "{not json",
        json.dumps({"id": "b", "text": 7}),
        json.dumps(["no object"]),
        json.dumps({"id": "c", "text": "", "date": "2026-11-23"}),
    ]
    done = nutgraf("brief", "--jsonl", given="\n".join(lines))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", None, "b", None, "c"]
    assert ["error" in row for row in rows] == [False, True, True, True, False]
    assert rows[0]["quotes"] and rows[4]["quotes"] == []
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 3


def test_lines_go_on_after_deep_nesting_and_bytes_that_are_no_utf8() -> None:
    given = b"[" * 100_000 + b'\n{"id": 2, "html": "<p>caf\xe9"}\n{"id": 3}\n'
    done = subprocess.run(
        [sys.executable, "-m", "handlers", "article", "--jsonl"],
        input=given,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
        cwd=ROOT,
    )
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [None, 2, 3], done.stderr
    assert b"Traceback" not in done.stderr


def test_brief_for_people_names_speakers(tmp_path: Path) -> None:
    path = tmp_path / "ferries.html"
    path.write_text(story(), encoding="utf-8")
    done = nutgraf("brief", str(path))
    assert done.returncode == 0
    assert "Two ferries collide in fog off Port Amity" in done.stdout
    assert "— Marion Achterberg" in done.stdout


def test_article_gives_text_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "ferries.html"
    path.write_text(story(), encoding="utf-8")
    article = json.loads(nutgraf("article", str(path), "--url", "https://log.example/a", "--json").stdout)
    assert article["title"] == "Two ferries collide in fog off Port Amity"
    assert article["authors"] == ["Ines Calloway"]
    assert article["published"] == "2026-11-23T09:15:00+01:00"
    assert article["text"].split("\n") == list(STORY)
    line = json.dumps({"id": 5, "url": "https://log.example/a", "html": story()})
    assert json.loads(nutgraf("article", "--jsonl", given=line).stdout) == article | {"id": 5}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["brief"], 2),
        (["brief", "x.txt", "--jsonl"], 2),
        (["article"], 2),
        (["nonsense"], 2),
        (["brief", "no-such-file.txt"], 1),
        (["brief", "http://127.0.0.1/"], 1),
        (["article", "no-such-file.html"], 1),
        (["worker"], 1),
        (["run"], 1),
        (["jobs", "list"], 1),
        (["manifest"], 0),
        (["--help"], 0),
    ],
)
def test_exit_status_says_what_went_wrong(arguments: list[str], status: int) -> None:
    done = nutgraf(*arguments)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    if status == 1:
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_doctor_names_what_is_missing(tmp_path: Path) -> None:
    done = nutgraf("doctor", NUTGRAF_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "SLACK_BOT_TOKEN" in done.stderr and "SLACK_APP_TOKEN" in done.stderr


@pytest.mark.parametrize("url", ["nonsense", "redis+cluster://127.0.0.1:9"])
def test_doctor_tells_of_all_else_where_the_store_has_no_address(tmp_path: Path, url: str) -> None:
    done = nutgraf("doctor", NUTGRAF_HOME=str(tmp_path), REDIS_URL=url, SLACK_API_URL="http://127.0.0.1:9/api/")
    assert done.returncode == 1
    assert "not ready" in done.stderr and "REDIS_URL" in done.stderr
    assert "SLACK_BOT_TOKEN" in done.stdout and "NUTGRAF_CONTACT" in done.stdout


def test_nutgraf_model_names_another_pipeline(tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(SHIPPED, other, copy_function=os.symlink)
    meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    (other / "meta.json").unlink()
    (other / "meta.json").write_text(json.dumps(meta | {"name": "other", "version": "9.8.7"}), encoding="utf-8")
    done = nutgraf("doctor", NUTGRAF_HOME=str(tmp_path), NUTGRAF_MODEL=str(other))
    assert "en_other 9.8.7" in done.stdout


def test_a_brief_with_a_model_of_other_labels_says_what_is_wrong(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser").add_label("pobj")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    path = tmp_path / "ferries.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = nutgraf("brief", str(path), "--json", NUTGRAF_MODEL=str(tmp_path / "model"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Universal Dependencies" in done.stderr and "Traceback" not in done.stderr


def test_doctor_prints_no_secret(tmp_path: Path) -> None:
    done = nutgraf(
        "doctor",
        NUTGRAF_HOME=str(tmp_path),
        SLACK_BOT_TOKEN="xapp-canary-one",
        SLACK_APP_TOKEN="xapp-canary-two",
        SLACK_API_URL="http://127.0.0.1:9/api/",
        REDIS_URL="redis://user:canary-three@127.0.0.1:9/0",
    )
    assert done.returncode == 1
    assert "canary" not in done.stdout + done.stderr
    assert "xoxb-" in done.stdout


def test_doctor_tells_of_the_bot_that_uses_the_store(tmp_path: Path, server: StoreServer) -> None:
    key = "canary-key-of-no-use"
    with server.client() as store:
        store.flushall()
        Queue(store).put("answer_link", {"team": "T1"}, key="a")
    more = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "canary-four", "NUTGRAF_TOKEN_KEYS": key}
    done = nutgraf(
        "doctor",
        NUTGRAF_HOME=str(tmp_path),
        REDIS_URL=server.tcp_url,
        NUTGRAF_PUBLIC_URL="https://bot.example.org",
        **more,
    )
    assert "1 jobs wait" in done.stdout and "No clock has ticked" in done.stdout
    assert "number 1 is no key" in done.stdout and "canary" not in done.stdout + done.stderr
    good = nutgraf("workspaces", "new-key").stdout.strip()
    more["NUTGRAF_TOKEN_KEYS"] = good
    done = nutgraf("doctor", NUTGRAF_HOME=str(tmp_path), NUTGRAF_PUBLIC_URL="https://bot.example.org", **more)
    assert "https://bot.example.org/slack/install" in done.stdout and good not in done.stdout


@pytest.mark.corpus
def test_real_story_with_a_header_line() -> None:
    sample = need_shared("samples", "kyiv-strikes.txt")
    brief = json.loads(nutgraf("brief", str(sample), "--json").stdout)
    assert brief["title"] is None and brief["published"] == "2025-07-03"
    assert len(brief["authors"]) == 4 and brief["authors"][1] == "Victoria Butenko"
    told = {(quote["speaker"], quote["kind"]) for quote in brief["quotes"]}
    assert {("Donald Trump", "mixed"), ("Donald Trump", "direct"), ("Tymur Tkachenko", "indirect")} <= told


def test_what_is_to_be_forgotten_is_named_by_ids_alone() -> None:
    for options in (("--channel", "C*"), ("--channel", "C0BREAKING", "--team", "*")):
        done = nutgraf("forget", *options, "--yes")
        assert done.returncode == 2
        assert "id of it" in done.stderr
