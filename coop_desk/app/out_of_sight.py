"""What a system keeps or shows of a program by itself: its memory when it breaks, its window in small."""

import contextlib
import ctypes
import sys

_NOT_DUMPABLE = 4  # PR_SET_DUMPABLE
_NO_FAULT_BOX, _NO_HEAP = 0x0003, 1  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX; WER_FAULT_REPORTING_FLAG_NOHEAP
_ICON_ONLY, _NO_PEEK, _NOT_IN_PEEK = 7, 11, 12  # DWMWA_FORCE_ICONIC_REPRESENTATION, _DISALLOW_PEEK, _EXCLUDED_FROM_PEEK


def leave_no_core_dump() -> None:
    """Ask the system not to write our memory to the disk, nor report it, when something breaks."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetErrorMode(_NO_FAULT_BOX)
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        elif sys.platform == "linux":
            # Where dumps go to a program of the system rather than to a file, their greatest size counts for nothing.
            ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


def keep_out_of_previews(window: int) -> bool:
    """Show the icon instead of the window in the previews of the taskbar; False where the system has no such wish."""
    if sys.platform == "win32":
        put, yes = ctypes.windll.dwmapi.DwmSetWindowAttribute, ctypes.c_int(1)
        told = [
            put(ctypes.c_void_p(window), wish, ctypes.byref(yes), ctypes.sizeof(yes))
            for wish in (_ICON_ONLY, _NO_PEEK, _NOT_IN_PEEK)
        ]
        return not any(told)
    return False
