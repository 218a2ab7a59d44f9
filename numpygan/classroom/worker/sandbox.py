"""Limit resources, and refuse by an audit hook what no exercise needs.

This protects against accidents and casual cheating, not against malice, see ``docs/teachers.md``.
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

# Audit events that are refused, by their first characters.
REFUSED = (
    *("ctypes.", "ftplib.", "gc.get_", "mmap.", "pty.", "resource.", "shutil.", "socket.", "subprocess.", "tempfile."),
    *("urllib.", "webbrowser.", "winreg.", "os.chmod", "os.chown", "os.exec", "os.fork", "os.kill", "os.link"),
    *(
        "fcntl.",
        "sqlite3.",
        "syslog.",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.setxattr",
        "os.spawn",
    ),
    *("os.startfile", "os.symlink", "os.system", "os.truncate", "os.utime", "signal.pthread_kill"),
)
NOT_NEEDED = {"multiprocessing", "_multiprocessing", "_ctypes", "sqlite3", "_sqlite3", "dbm", "_dbm", "_gdbm", "syslog"}
NOT_NEEDED |= {"_xxsubinterpreters", "_interpreters", "_testcapi", "_testinternalcapi"}
# Modules that write files or start programs without an audit event. An import of them raises ImportError; an attempt to
# import them in another way is refused.
UNAVAILABLE = {"readline", "_tkinter", "_ssl", "_curses", "_posixshmem", "spwd", "nis", "ossaudiodev"}
# Functions without an audit event, by module; they are replaced.
NOT_AUDITED = {
    **dict.fromkeys(
        ("os", "posix"),
        (
            *("chroot", "mkfifo", "mknod", "setgid", "setgroups", "setns", "setuid", "unshare", "openpty", "login_tty"),
            *("pidfd_open", "setpriority", "sched_setaffinity", "sched_setparam", "sched_setscheduler", "setpgid"),
        ),
    ),
    **dict.fromkeys(("signal", "_signal"), ("pidfd_send_signal",)),
    "_posixsubprocess": ("fork_exec",),
}
DIRECTORY_EVENTS = "os.listdir", "os.scandir", "os.chdir"
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit_resources(memory: int, cpu: int) -> None:
    """Limit memory (bytes), processor time (s), files and processes, as far as this system has such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {"AS": memory, "CPU": cpu, "FSIZE": 0, "CORE": 0, "NOFILE": 64, "NPROC": 0}
    for name, most in wanted.items():
        try:
            kind = getattr(resource, f"RLIMIT_{name}")
            hard = resource.getrlimit(kind)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
        except (AttributeError, ValueError, OSError):  # macOS has fewer limits
            continue


def install_sandbox(forbidden: Iterable[str], report: Callable[[str], object]) -> list[str]:
    """Install the audit hook, which refuses what no exercise needs.

    ``report`` is called with the first refusal, and again after the returned list has been cleared.
    """
    paths = {sys.prefix, sys.base_prefix, os.path.dirname(np.__file__), *filter(None, sys.path)}
    paths |= {os.getcwd()}  # an empty folder
    os.environ["HOME"] = os.getcwd()  # doctest reads settings of the debugger there
    roots = tuple(os.path.realpath(path).rstrip("/\\") + os.sep for path in paths)
    banned = frozenset(forbidden)
    refused: list[str] = []
    modules: Any = sys.modules
    modules.update(dict.fromkeys(UNAVAILABLE))  # None stands for a module that cannot be imported
    realpath, fsdecode, here = os.path.realpath, os.fsdecode, os.path.realpath(".")

    def refuse(what: str) -> None:
        if not refused:
            refused.append(what)
            report(what[:120])
        raise PermissionError(f"not allowed here: {what}")

    def readable(path: Any) -> bool:
        if isinstance(path, int):
            return path <= 2
        real = realpath(fsdecode(path))
        names = real.replace("\\", "/").split("/")
        return (real + os.sep).startswith(roots) and not any(name.partition(".")[0] in banned for name in names)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "import":
            root = args[0].partition(".")[0]
            if root in UNAVAILABLE and modules.get(root, "removed") is None:
                return  # Python raises ImportError
            if root in banned or root in NOT_NEEDED or root in UNAVAILABLE:
                refuse(f"import {root}")
        elif event == "open":
            path, _, flags = args
            if flags & WRITES and path not in (1, 2):
                refuse(f"writing {path!r}")
            if not readable(path):
                refuse(f"reading {path!r}")
        elif event in DIRECTORY_EVENTS:
            if realpath(args[0] or ".") != here and not readable(args[0]):
                refuse(f"{event}({args[0]!r})")
        elif event.startswith(REFUSED):
            refuse(event)

    for module, names in NOT_AUDITED.items():
        with contextlib.suppress(ImportError):  # some systems lack some of them
            for name in set(names).intersection(dir(importlib.import_module(module))):
                setattr(sys.modules[module], name, lambda *_, what=f"{module}.{name}", **__: refuse(what))
    sys.addaudithook(hook)
    return refused
