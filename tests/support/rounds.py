"""How many inputs a fuzz test makes: few in the suite, as many as wished with NUTGRAF_FUZZ_ROUNDS."""

import os


def rounds(usual: int) -> int:
    """`usual`, or what NUTGRAF_FUZZ_ROUNDS says."""
    return int(os.environ.get("NUTGRAF_FUZZ_ROUNDS", usual))
