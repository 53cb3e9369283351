"""Settings: every one documented, bad values refused with a sentence, dangerous ones refused in production."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Environment, load_settings
from bot.errors import SettingsError

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _away_from_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_example_lists_every_setting_with_its_default() -> None:
    made = subprocess.run([sys.executable, ROOT / "scripts/env-example"], capture_output=True, text=True, check=True)
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == made.stdout, "run scripts/env-example > .env.example"


def test_example_can_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.delenv("REDIS_URL", raising=False)
    settings = load_settings()
    assert settings.slack_bot_token is None and settings.redis_url is None


def test_a_bad_value_names_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PORT", "ninety")
    with pytest.raises(SettingsError, match="HTTP_PORT"):
        load_settings()


def test_loopback_is_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_ALLOW_LOOPBACK", "true")
    with pytest.raises(SettingsError, match="NUTGRAF_ENV=development"):
        load_settings()
    monkeypatch.setenv("NUTGRAF_ENV", "development")
    assert load_settings().nutgraf_env is Environment.DEVELOPMENT


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-canary-1")
    assert "canary" not in repr(load_settings())
