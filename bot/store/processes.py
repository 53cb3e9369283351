"""Children that don't outlive us: the kernel kills them when their parent is gone, however it went.

"Parent" is, to the kernel, the thread that started the child: start children from a thread that lives as long as
they should. SIGKILL is asked for, since a frozen child would sit on SIGTERM for ever.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
# The parent may be gone before the request is made: the launcher then finds another parent and ends.
_LAUNCHER = (
    "import ctypes, os, sys\n"
    f"ctypes.CDLL(None).prctl({_PR_SET_PDEATHSIG}, {int(signal.SIGKILL)}, 0, 0, 0)\n"
    "if os.getppid() != int(sys.argv[1]): os._exit(1)\n"
    "os.execvp(sys.argv[2], sys.argv[2:])\n"
)


def tethered(argv: Sequence[str]) -> list[str]:
    """`argv` behind a small launcher that makes its process die with this one, then becomes the program.

    For programs with threads: Python between fork and exec, as in `preexec_fn`, can deadlock there. Unchanged where
    the system has no such thing (macOS).
    """
    if _LIBC is None:
        return list(argv)
    return [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(os.getpid()), *argv]
