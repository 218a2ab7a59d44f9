"""Refuse by an audit hook what no exercise needs, and say at which line the student's file tried it.

This protects against accidents and casual cheating, not against malice, see ``docs/teachers.md``. The limits of the
operating system in ``kernel_limits`` hold even if a file gets around the hook.
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

# Audit events that are refused, by their first characters.
REFUSED = (
    *("ctypes.", "ftplib.", "gc.get_", "mmap.", "pty.", "resource.", "shutil.", "socket.", "subprocess.", "tempfile."),
    *("urllib.", "webbrowser.", "winreg.", "os.chmod", "os.chown", "os.exec", "os.fork", "os.kill", "os.link"),
    *("fcntl.", "sqlite3.", "syslog.", "os.mkdir", "os.posix_spawn", "os.remove", "os.rename", "os.rmdir"),
    *("os.setxattr", "os.removexattr", "os.lockf", "os.chflags", "os.spawn", "sys._current_", "sys.remote_exec"),
    *("os.startfile", "os.symlink", "os.system", "os.truncate", "os.utime", "signal.pthread_kill", "_winapi."),
)
NOT_NEEDED = {"_multiprocessing", "_sqlite3", "_dbm", "_gdbm", "syslog", "_xxsubinterpreters", "_interpreters"}
NOT_NEEDED |= {"_testcapi", "_testinternalcapi", "_ctypes", "_ctypes_test"}
# Loaded before the student's file. If it imports them again, it has removed them, to get their original functions.
LOADED_ONCE = {"posix", "nt", "_posixsubprocess", "_signal", "_imp", "_io", "builtins", "sys"}
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
SITE = "site-packages", "dist-packages"
# What libraries read for harmless reasons: time zones, types of files, the names of the system and of the processor.
HARMLESS_FILES: tuple[str, ...] = (
    "/etc/localtime",
    "/etc/timezone",
    "/etc/mime.types",
    "/etc/os-release",
    "/usr/lib/os-release",
)
HARMLESS_FILES += "/proc/cpuinfo", "/proc/meminfo", "/dev/urandom", "/dev/random"
HARMLESS_FOLDERS = "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"


def library_folders() -> tuple[list[str], list[str]]:
    """Return the folders of the standard library, which may contain other packages, and those of NumPy."""
    numpy_folder = os.path.dirname(os.path.abspath(np.__file__))
    compiled = [path for path in sys.path if os.path.basename(path.rstrip("/\\")) in ("lib-dynload", "DLLs")]
    standard = [os.path.dirname(os.path.abspath(os.__file__)), *compiled]
    return _both_names(standard), _both_names([numpy_folder, f"{numpy_folder}.libs"])


def _both_names(paths: list[str]) -> list[str]:
    """Return the absolute paths and those without links, each once."""
    return list(dict.fromkeys(each for path in paths for each in (os.path.abspath(path), os.path.realpath(path))))


def readable_places() -> tuple[list[str], list[str]]:
    """Return the files and folders that the process may read, and the folders that it may list, for the kernel."""
    standard, own = library_folders()
    places = [*own, *HARMLESS_FILES, *HARMLESS_FOLDERS, os.getcwd(), "/etc/ld.so.cache"]
    for folder in standard:
        inside = os.listdir(folder) if os.path.isdir(folder) else []
        # A folder that contains other packages, such as this one with its solutions, is not readable as a whole.
        whole = [folder] if not set(SITE) & set(inside) else [os.path.join(folder, name) for name in inside]
        places += [path for path in whole if os.path.basename(path) not in SITE]
    with contextlib.suppress(OSError):  # modules that are loaded later need shared libraries
        with open("/proc/self/maps", encoding="utf-8", errors="replace") as file:
            libraries = {os.path.dirname(line.split(None, 5)[-1].strip()) for line in file if ".so" in line}
        packages = [path.rstrip("/") + "/" for path in (*standard, *own, *sys.path)]
        places += [path for path in sorted(libraries) if not any(each.startswith(path + "/") for each in packages)]
    return places, [path for path in (*standard, *sys.path) if path]


def install_sandbox(report: Callable[[str], object]) -> None:
    """Install the audit hook. ``report`` is called with a text for each refusal, before PermissionError is raised."""
    fold = os.name == "nt"

    def plain(path: str) -> str:
        return path.replace("\\", "/").rstrip("/").lower() if fold else path.rstrip("/")

    standard, own = library_folders()
    here = plain(os.getcwd())
    os.environ["HOME"] = os.getcwd()  # doctest reads settings of the debugger there
    work = tuple(f"{plain(path)}/" for path in _both_names([os.getcwd()]))
    in_libraries, in_numpy = (tuple(f"{plain(path)}/" for path in paths) for paths in (standard, own))
    in_listable = frozenset(f"{plain(path)}/" for path in (*standard, *own, *sys.path, os.getcwd()) if path)
    nowhere = plain(os.devnull)
    site = tuple(f"/{name}/" for name in SITE)
    modules: Any = sys.modules
    modules.update(dict.fromkeys(UNAVAILABLE))  # None stands for a module that cannot be imported
    sys.dont_write_bytecode = True

    # The hook uses no global name, no builtin name and no variable of this function: a file could reach and replace all
    # of them. Default arguments are copied into the hook's own frame at each call, and their values cannot be changed.
    def hook(
        event: str,
        args: Any,
        *,
        refused: Any = REFUSED,
        directories: Any = frozenset(DIRECTORY_EVENTS),
        writes: int = WRITES,
        libraries: Any = in_libraries,
        numpy_folders: Any = in_numpy,
        work: Any = work,
        site: Any = site,
        harmless: Any = frozenset(HARMLESS_FILES),
        harmless_folders: Any = tuple(f"{path}/" for path in HARMLESS_FOLDERS),
        listable: Any = in_listable,
        banned: Any = frozenset(NOT_NEEDED | (LOADED_ONCE & {*sys.modules})),
        unavailable: Any = frozenset(UNAVAILABLE),
        here: str = here,
        nothing: str = nowhere,
        fold: bool = fold,
        report: Any = report,
        error: Any = PermissionError,
        missing: Any = (FileNotFoundError, NotADirectoryError),
        stat: Any = os.stat,
        kind_of: Any = type,
        is_a: Any = isinstance,
        text_type: Any = str,
        bytes_type: Any = bytes,
        int_type: Any = int,
        exact: Any = str.__str__,
        decode: Any = bytes.decode,
        add: Any = int.__add__,
        part: Any = str.partition,
        modules: Any = modules,
        get: Any = dict.get,
    ) -> None:
        if event == "open" or event in directories:
            path = args[0]
            if path is None and event != "open":
                return
            if kind_of(path) is not text_type:  # an exact str before the first comparison
                if is_a(path, bytes_type):
                    path = decode(path, "utf-8", "surrogateescape")
                elif is_a(path, int_type):
                    if event == "open" and add(path, 0) in (0, 1, 2):
                        return
                    path = "/../a file descriptor"
                elif is_a(path, text_type):
                    path = exact(path)
                else:
                    path = "/../an object"
            slashed = path.replace("\\", "/").lower() if fold else path
            if not slashed.startswith("/") and not (fold and slashed[1:2] == ":"):
                slashed = f"{here}/{slashed}"
            inside = f"{slashed}/"
            if "/../" in inside:
                readable = False
            elif event == "open":
                if add(args[2], 0) & writes:
                    if slashed == nothing or slashed == f"{here}/{nothing}":
                        return
                    report(f"writing {path!r}")
                    raise error(f"not allowed here: writing {path!r}")
                readable = inside.startswith((*work, *numpy_folders)) or slashed in harmless
                readable = readable or inside.startswith(harmless_folders)
                if not readable and inside.startswith(libraries):
                    readable = True
                    for name in site:
                        if name in inside:
                            readable = False
            elif event == "os.chdir":
                readable = inside in work or slashed.rstrip("./") == here
            else:
                while inside.endswith(("//", "/./")):
                    inside = inside[:-1].rstrip("/.") + "/"
                readable = inside in listable or inside.startswith((*libraries, *numpy_folders, *work))
            if readable and not (event == "open" and args[1] is None):
                return
            if "/../" not in inside:
                try:
                    is_folder = stat(path).st_mode & 0o170000 == 0o040000
                except missing:
                    return  # Python says that it does not exist, as it would anywhere
                if readable and not is_folder:  # the descriptor of a folder would open files by relative paths
                    return
            what = "reading" if event == "open" else event
            report(f"{what} {path!r}")
            raise error(f"not allowed here: {what} {path!r}")
        if event == "import":
            root, _, rest = part(args[0], ".")
            last = rest if rest else root
            while "." in last:
                last = part(last, ".")[2]
            if root in unavailable and get(modules, root, True) is None:
                return  # Python raises ImportError
            for name in (root, last):
                if name in banned or name in unavailable:
                    report(f"import {name}")
                    raise error(f"not allowed here: import {name}")
            if args[1] is not None:  # compiled code
                file = exact(args[1])
                slashed = file.replace("\\", "/").lower() if fold else file
                allowed = slashed.startswith((*libraries, *numpy_folders)) and "/../" not in slashed
                if allowed and not slashed.startswith(numpy_folders):
                    for name in site:
                        if name in slashed:
                            allowed = False
                if not allowed:
                    report(f"import {root}")
                    raise error(f"not allowed here: import {root} from {file!r}")
        elif event.startswith(refused):
            report(event)
            raise error(f"not allowed here: {event}")

    for module, names in NOT_AUDITED.items():
        with contextlib.suppress(ImportError):  # some systems lack some of them
            for name in set(names).intersection(dir(importlib.import_module(module))):
                setattr(sys.modules[module], name, refusing(f"{module}.{name}", report))
    sys.addaudithook(hook)


def refusing(what: str, report: Callable[[str], object]) -> Callable[..., None]:
    """Return a function that refuses ``what``."""

    def refuse(*_: Any, **__: Any) -> None:
        report(what)
        raise PermissionError(f"not allowed here: {what}")

    return refuse
