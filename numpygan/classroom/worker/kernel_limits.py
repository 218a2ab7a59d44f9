"""Ask the operating system for limits: resources, and on Linux also files (Landlock) and system calls (seccomp).

Python code can change Python's memory, so no check that is written in Python is a wall. These limits hold for the whole
process, and the process cannot lift them. Each is set if this system has it; without it, the others still work.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Collection, Iterable
from typing import Any

NO_NEW_PRIVILEGES, SET_SECCOMP, SECCOMP_FILTER = 38, 22, 2  # of prctl
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same number on every architecture
READ_FILE, READ_FOLDER, WRITE_FILE = 1 << 2, 1 << 3, 1 << 1
FILE_RIGHTS = 13, 14, 15, 15, 16  # number of rights over files in the versions 1 to 5 of Landlock
PERMISSION_DENIED, NOT_IMPLEMENTED = 0x0005_0001, 0x0005_0026  # EPERM and ENOSYS, as results of a filter
ALLOWED = 0x7FFF_0000
THREAD = 0x0001_0000  # the flag of clone that makes a thread, not a process
# Numbers of system calls on x86_64 and on aarch64 (-1: the architecture does not have it).
ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
CLONE, CLONE3, KILL, TGKILL, PRLIMIT = (56, 220), (435, 435), (62, 129), (234, 131), (302, 261)
DENIED_CALLS = {
    **{"fork": (57, -1), "vfork": (58, -1), "execve": (59, 221), "execveat": (322, 281)},
    **{"socket": (41, 198), "connect": (42, 203), "bind": (49, 200)},
    **{"tkill": (200, 130), "sigqueueinfo": (129, 138), "tgsigqueueinfo": (297, 240)},
    **{"pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438)},
    **{"ptrace": (101, 117), "read of a process": (310, 270), "write to a process": (311, 271), "kcmp": (312, 272)},
    **{"setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setaffinity": (203, 122)},
    **{"sched_setparam": (142, 118), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274)},
    **{"setpgid": (109, 154), "setsid": (112, 157)},
    **{"mknod": (133, -1), "mknodat": (259, 33), "mkdir": (83, -1), "mkdirat": (258, 34), "rmdir": (84, -1)},
    **{"unlink": (87, -1), "unlinkat": (263, 35), "link": (86, -1), "linkat": (265, 37)},
    **{"symlink": (88, -1), "symlinkat": (266, 36), "truncate": (76, 45)},
    **{"rename": (82, -1), "renameat": (264, 38), "renameat2": (316, 276)},
    **{"chmod": (90, -1), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, -1), "lchown": (94, -1)},
    **{"fchownat": (260, 54), "utime": (132, -1), "utimes": (235, -1), "utimensat": (280, 88), "futimesat": (261, -1)},
    **{"setxattr": (188, 5), "lsetxattr": (189, 6), "removexattr": (197, 14), "lremovexattr": (198, 15)},
    **{"mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "setns": (308, 268)},
    **{"unshare": (272, 97), "bpf": (321, 280), "perf_event_open": (298, 241), "keyctl": (250, 219)},
    **{"io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "userfaultfd": (323, 282)},
    **{"shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180)},
    **{"setuid": (105, 146), "setgid": (106, 144), "setgroups": (116, 159), "sethostname": (170, 161)},
    **{"reboot": (169, 142), "settimeofday": (164, 170), "clock_settime": (227, 112), "open_by_handle_at": (304, 265)},
}


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


def restrict_process(readable: Iterable[str], listable: Iterable[str]) -> list[str]:
    """Let this process only read ``readable`` (files and folders), list ``listable``, and use few system calls.

    Returns the names of the limits that this system has, such as ``["no-new-privileges", "landlock", "seccomp"]``.
    """
    done: list[str] = []
    if sys.platform != "linux" or struct.calcsize("P") != 8:
        return done
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return done
        done.append("no-new-privileges")
        if _limit_files(libc, readable, listable):
            done.append("landlock")
        if _limit_calls(libc, DENIED_CALLS.values()):
            done.append("seccomp")
    except (OSError, AttributeError):  # another C library
        pass
    return done


def _limit_files(libc: Any, readable: Iterable[str], listable: Iterable[str]) -> bool:
    """Apply a Landlock rule set: all rights over files are refused, except reading at these places."""
    call, size = libc.syscall, ctypes.c_size_t
    version = call(LANDLOCK_CREATE, None, size(0), 1)
    if version < 1:  # an old kernel, or a container that does not allow it
        return False
    handled = (1 << FILE_RIGHTS[min(version, len(FILE_RIGHTS)) - 1]) - 1
    rules = call(LANDLOCK_CREATE, struct.pack("<Q", handled), size(8), 0)
    if rules < 0:
        return False
    wanted = [(path, READ_FILE | READ_FOLDER) for path in readable] + [(path, READ_FOLDER) for path in listable]
    for path, rights in [*wanted, (os.devnull, READ_FILE | WRITE_FILE)]:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:  # it does not exist here
            continue
        is_folder = os.path.isdir(path)
        call(LANDLOCK_ADD, rules, 1, struct.pack("<Qi", rights if is_folder else rights & ~READ_FOLDER, place), 0)
        os.close(place)
    applied = call(LANDLOCK_RESTRICT, rules, 0)
    os.close(rules)
    return bool(applied == 0)


def _limit_calls(libc: Any, denied: Collection[tuple[int, int]]) -> bool:
    """Apply a seccomp filter that refuses the calls ``denied``, new processes, and signals to other processes."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        return False
    column = list(ARCHITECTURES).index(machine)
    pid = os.getpid()

    def load(offset: int) -> tuple[int, int, int, int]:
        return 0x20, 0, 0, offset

    def give(result: int) -> tuple[int, int, int, int]:
        return 0x06, 0, 0, result

    # Instructions (code, jump if true, jump if false, constant): 0x15 compares for equality, 0x45 tests bits.
    program = [load(4), (0x15, 1, 0, ARCHITECTURES[machine]), give(PERMISSION_DENIED), load(0)]
    if machine == "x86_64":  # calls of the x32 interface have other numbers
        program += [(0x35, 0, 1, 0x4000_0000), give(PERMISSION_DENIED)]
    program += [(0x15, 0, 1, CLONE3[column]), give(NOT_IMPLEMENTED)]  # the C library then uses clone
    program += [(0x15, 0, 4, CLONE[column]), load(16), (0x45, 0, 1, THREAD), give(ALLOWED), give(PERMISSION_DENIED)]
    for pair, process in ((KILL, pid), (TGKILL, pid), (PRLIMIT, 0)):  # this process may do these to itself
        program += [(0x15, 0, 4, pair[column]), load(16), (0x15, 0, 1, process), give(ALLOWED), give(PERMISSION_DENIED)]
    for pair in denied:
        if pair[column] >= 0:
            program += [(0x15, 0, 1, pair[column]), give(PERMISSION_DENIED)]
    program.append(give(ALLOWED))
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *each) for each in program))
    header = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(code))
    return bool(libc.prctl(SET_SECCOMP, SECCOMP_FILTER, ctypes.c_char_p(header), 0, 0) == 0)
