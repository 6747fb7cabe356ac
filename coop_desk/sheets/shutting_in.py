"""Shut a process in before it reads what comes from outside: little memory, little time, no network, no writing.

Linux bounds all four. macOS may refuse the bound on memory, and Windows bounds memory and processes only: there the
sizes counted while reading and the time the parent allows remain.
"""

import sys
from contextlib import suppress

from coop_desk.sheets.limits import MEMORY_BYTES, SECONDS


def shut_in() -> None:
    """Bound this process, as far as the system can, and let it open no connection."""
    sys.addaudithook(_watch)
    if sys.platform == "win32":
        _bound_by_a_job()
    else:
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def _watch(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        raise RuntimeError(event)


def _bound_by_a_job() -> None:
    """Put this process in a job of its own: so much memory, and no other process."""
    if sys.platform == "win32":
        import ctypes

        class Limits(ctypes.Structure):
            _fields_ = [
                ("process_time", ctypes.c_int64),
                ("job_time", ctypes.c_int64),
                ("flags", ctypes.c_uint32),
                ("least_working_set", ctypes.c_size_t),
                ("most_working_set", ctypes.c_size_t),
                ("processes", ctypes.c_uint32),
                ("affinity", ctypes.c_size_t),
                ("priority", ctypes.c_uint32),
                ("scheduling", ctypes.c_uint32),
                ("counters", ctypes.c_uint64 * 6),
                ("process_memory", ctypes.c_size_t),
                ("job_memory", ctypes.c_size_t),
                ("process_peak", ctypes.c_size_t),
                ("job_peak", ctypes.c_size_t),
            ]

        one_process, process_memory, extended = 0x8, 0x100, 9
        limits = Limits(flags=one_process | process_memory, processes=1, process_memory=MEMORY_BYTES)
        kernel = ctypes.windll.kernel32
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, extended, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
