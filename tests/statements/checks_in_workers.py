"""What test_parallel lets worker processes do in place of a check, which they must be able to import."""

import os
import signal
import time
from pathlib import Path

from numpygan import workers
from numpygan.statements import Comparison, check_in_processes, parallel

FOLDER = "FOLDER_OF_CHECKS"  # environment variable: where the processes leave a file each, with their id as its name


def killed(id: str, seed: int) -> list[Comparison]:
    """Die like a process that the system kills for want of memory; for "kl" at the first time only."""
    been_here = Path(os.environ[FOLDER]) / id
    if id == "pointwise-maximum" or (id == "kl" and been_here.exists()):
        return [Comparison("of a test", id, 1, "the same", 1, 0)]
    been_here.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("went on")


def killed_at_start(connection) -> None:
    """In place of the loop of a worker: it is killed before it says that it is there, at most as often as told."""
    folder = Path(os.environ[FOLDER])
    if len(list(folder.iterdir())) < int(os.environ["STARTS_KILLED"]):
        (folder / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    workers._work(connection)


def endless(id: str, seed: int) -> list[Comparison]:
    (Path(os.environ[FOLDER]) / str(os.getpid())).touch()
    time.sleep(600)
    return []


def run_endless_checks() -> None:
    parallel._comparisons = endless
    list(check_in_processes(["kl", "pointwise-maximum"], processes=2))


if __name__ == "__main__":
    # Workers import this file as "__mp_main__"; what they call must be of a module that they find by its name.
    import checks_in_workers

    checks_in_workers.run_endless_checks()
