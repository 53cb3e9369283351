"""Many processes at once that cost one start: they are forked from a process that has imported what they need."""

import multiprocessing
from multiprocessing.context import ForkServerContext


def crowd(module: str) -> ForkServerContext:
    """A context whose processes have `module` imported; later callers' modules are imported in each process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context
