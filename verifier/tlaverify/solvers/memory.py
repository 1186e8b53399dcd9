"""How much memory a process uses, and how to limit it, on each platform."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

__all__ = ["limit_address_space", "resident"]

_PAGE = 4096


def resident(pid: int) -> int | None:
    """MiB of physical memory that process ``pid`` holds; None where that cannot be found out."""
    if sys.platform == "win32":
        return _resident_windows(pid)
    if sys.platform == "linux":
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):
            return None
        return pages * _page_size() // (1 << 20)
    try:  # macOS and the BSDs have no /proc; ps is always there
        done = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, timeout=10, check=True
        )
        return int(done.stdout) // 1024
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _page_size() -> int:
    if sys.platform == "win32":
        return _PAGE
    import resource

    return resource.getpagesize()


def _resident_windows(pid: int) -> int | None:
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD), ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t), ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t), ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t), ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t), ("PeakPagefileUsage", ctypes.c_size_t),
        )

    limited_information = 0x1000 | 0x0010
    kernel, psapi = ctypes.WinDLL("kernel32"), ctypes.WinDLL("psapi")
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(limited_information, False, pid)
    if not handle:
        return None
    try:
        counters = Counters(cb=ctypes.sizeof(Counters))
        ok = psapi.GetProcessMemoryInfo(wintypes.HANDLE(handle), ctypes.byref(counters), counters.cb)
        return int(counters.WorkingSetSize) // (1 << 20) if ok else None
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))


def limit_address_space(pid: int, mebibytes: int) -> bool:
    """Let process ``pid`` map at most ``mebibytes`` more than it has mapped now; False if that is impossible.

    Only Linux enforces it; elsewhere the watch over ``resident`` has to do.
    """
    if sys.platform != "linux":
        return False
    import resource

    with contextlib.suppress(OSError, ValueError, IndexError):
        mapped = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0]) * _page_size()
        limit = mapped + (mebibytes << 20)
        hard = resource.prlimit(pid, resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.prlimit(pid, resource.RLIMIT_AS, (limit, limit))
        return True
    return False
