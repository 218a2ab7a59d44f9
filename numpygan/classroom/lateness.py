"""Due times, extensions, and how many points a late file loses."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from numpygan.classroom.intake import Submission

DAY = 86400.0
FORMS = "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y"


@dataclass(frozen=True)
class Deadline:
    """When the files are due.

    Attributes
    ----------
    due : datetime or None
        In the time zone of this computer.
    penalty : float
        Percent of the points for each day that has begun after ``due``.
    extensions : mapping from students to texts
        Another time, or ``+2d`` or ``+12h`` for so much later.
    """

    due: datetime | None = None
    penalty: float = 0.0
    extensions: Mapping[str, str] = field(default_factory=dict)

    def due_of(self, student: str) -> datetime | None:
        return extended(self.due, self.extensions.get(student, ""))

    def days_late(self, submission: Submission) -> int:
        """Return the days that have begun after the student's due time; 0 if the file is in time."""
        due = self.due_of(submission.student)
        own = bool(self.extensions.get(submission.student))
        days = 0
        if due is not None and submission.when is not None:
            days = max(0, math.ceil((submission.when - due.timestamp()) / DAY))
        # The mark of a learning platform knows nothing of an extension here.
        return max(days, 1) if submission.late and not own else days

    def factor(self, days: float) -> float:
        """Return the share of the points that is left after so many days."""
        return max(0.0, 1.0 - self.penalty * days / 100)


def extended(due: datetime | None, text: str) -> datetime | None:
    """Return the due time with an extension: another time, or ``+2d``."""
    more = re.fullmatch(r"\+\s*(\d+(?:\.\d+)?)\s*(d|days?|h|hours?)?", text.strip(), re.IGNORECASE)
    if more:
        hours = float(more[1]) * (1 if (more[2] or "d").lower().startswith("h") else 24)
        return None if due is None else due + timedelta(hours=hours)
    return parse_time(text) if text.strip() else due


def parse_time(text: str) -> datetime:
    """Return the time in ``text``; a day alone means its end.

    Raises
    ------
    ValueError
        If the text is not a time.
    """
    plain = text.strip().replace("T", " ")
    for form in FORMS:
        try:
            found = datetime.strptime(plain, form)
        except ValueError:
            continue
        return found if "%H" in form else found + timedelta(days=1, seconds=-1)
    raise ValueError(f"expected a time such as 2026-11-20 23:59 or an extension such as +2d, got {text!r}")
