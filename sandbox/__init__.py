"""A stand-in for Slack on this machine: Web API, Socket Mode, signed HTTP, people, and a page to look at it all.

    with Sandbox(manifest=manifest) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        …                                                  # connect a bot with sandbox.app_token
        ts = sandbox.post("breaking", "amina", "see https://example.com/story")
        sandbox.wait_for(lambda: sandbox.replies("breaking", ts))
        sandbox.click("amina", "all_quotes")

It refuses what Slack refuses and does what Slack does at its worst, on order (`fail`, `drop_connections`, `duplicate`,
…). `python -m sandbox` starts one to look at. It knows nothing of the bot.
"""
