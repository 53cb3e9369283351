"""`python -m sandbox`: a workspace to look at, and the settings with which a bot connects to it."""

import argparse
import sys
import time

from sandbox.server import Sandbox


def main() -> int:
    """Runs until Ctrl-C."""

    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port to listen on (default: a free one)")
    parser.add_argument("--no-rate-limits", action="store_true", help="let every Web API call through")
    parser.add_argument("--time-scale", type=float, default=1.0, help="multiplies Slack's own waits (default: 1.0)")
    asked = parser.parse_args()
    with Sandbox(port=asked.port, rate_limits=not asked.no_rate_limits, time_scale=asked.time_scale) as sandbox:
        sys.stdout.write(
            f"The page:  {sandbox.url}\n\n"
            f"SLACK_API_URL={sandbox.api_url}\n"
            f"SLACK_BOT_TOKEN={sandbox.bot_token}\n"
            f"SLACK_APP_TOKEN={sandbox.app_token}\n"
            f"SLACK_SIGNING_SECRET={sandbox.signing_secret}\n"
        )
        sys.stdout.flush()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main())
