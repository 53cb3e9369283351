"""`nutgraf jobs`, and the model that a worker reads with."""

from pathlib import Path
from unittest.mock import patch

import pytest

from bot.config import Settings
from bot.errors import ModelError
from bot.queue.jobs import DeadJob, Job, Lane
from handlers.jobs import _reader
from handlers.terminal import jobs


def test_dead_job_whose_error_looks_like_markup_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    dead = DeadJob("1", Job("1", "answer_link", {}, "key", Lane.BULK), "closing [/b]", "1-0")
    with patch.object(jobs, "_queue") as queue:
        queue.return_value.dead.return_value = [dead]
        assert jobs.list_dead(Settings(_env_file=None)) == 0
    assert "[/b]" in capsys.readouterr().out


def test_worker_reads_with_the_model_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        _reader(tmp_path / "no-model")
