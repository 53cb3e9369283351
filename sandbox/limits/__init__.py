"""What Slack refuses in blocks and views. The figures are those of its Block Kit reference, or a comment says more."""

from sandbox.limits.blocks import MOST_BLOCKS, check_message_blocks
from sandbox.limits.views import check_view

__all__ = ["MOST_BLOCKS", "check_message_blocks", "check_view"]
