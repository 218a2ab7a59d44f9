"""What was handed in: the submissions, every file and what became of it, the students."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Submission:
    """A file of a student for an exercise.

    Attributes
    ----------
    student, exercise : str
    file : str
        Its path, for the report.
    text : str
    problem : str
        Why there is no text; "" if there is one.
    notes : tuple of str
        How it was read, and which other files there are.
    when : float or None
        When the file was last changed, in seconds since 1970.
    late : bool
        Whether the learning platform marks it as late.
    """

    student: str
    exercise: str
    file: str
    text: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    when: float | None = None
    late: bool = False


@dataclass(frozen=True)
class FoundFile:
    """A file, and what became of it."""

    student: str
    file: str
    became: str


@dataclass
class Intake:
    """All that was handed in.

    Attributes
    ----------
    submissions : list of Submission
        Sorted by student and exercise.
    files : list of FoundFile
        Every file, sorted.
    complaints : list of str
        What the teacher should look at.
    students : dict from names to numbers
        Everybody who has a folder, an archive or a file, and the number that the platform gives them, or "".
    """

    submissions: list[Submission] = field(default_factory=list)
    files: list[FoundFile] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    students: dict[str, str] = field(default_factory=dict)


def file_summary(intake: Intake) -> str:
    """Return how many files were found, and what became of them, in one sentence."""
    graded = {(each.student, each.file) for each in intake.files if each.became.startswith("graded as")}
    rest = Counter(
        each.became.split(":")[0].split(";")[0] for each in intake.files if not each.became.startswith("graded")
    )
    named = ", ".join(f"{count} {what}" for what, count in rest.most_common(4))
    total = len({(each.student, each.file) for each in intake.files})
    return f"{total} files found, {len(graded)} graded" + (f"; the others: {named}" if named else "")
