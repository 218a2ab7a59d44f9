"""Write the report of a class. A page that cannot be written does not stop the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from numpygan.classroom.class_report import html_page, index_page, page_name
from numpygan.classroom.grade_tables import canvas_csv, files_csv, grades_csv, moodle_csv, names_csv, results_json
from numpygan.classroom.gradebook import Gradebook
from numpygan.classroom.roster import Enrolled
from numpygan.classroom.similarity import Alike, nearly_identical
from numpygan.classroom.student_report import student_page
from numpygan.classroom.submissions import FoundFile, Intake, file_summary
from numpygan.classroom.workbook import write_text

MARK = "\ufeff"  # lets spreadsheets recognize UTF-8


@dataclass
class ClassReport:
    """What a report is made of.

    Attributes
    ----------
    key : str
        The key of the hidden numbers.
    when : str
        The time of the grading.
    complaints : list of str
        What the teacher should look at. Failures of writing are added.
    names : mapping from students to numbers
        For an anonymous report.
    """

    book: Gradebook
    intake: Intake
    key: str
    when: str
    complaints: list[str]
    enrolled: Mapping[str, Enrolled] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def write(self, out: Path) -> None:
        """Write all files of the report to the folder ``out``."""
        book, intake = self.book, self.intake
        _remove_old_pages(out / "students")
        texts = {(each.student, each.exercise): each.text for each in intake.submissions}
        for student in book.students:
            files = [each for each in intake.files if each.student == student]
            write = self._page_of(student, texts, files)
            self._try(f"the page of {student}", write, out / "students" / page_name(book, student))
        tables: dict[str, Callable[[], str]] = {
            "grades.csv": lambda: MARK + grades_csv(book),
            "files.csv": lambda: MARK + files_csv(intake),
            "results.json": lambda: results_json(book, self.key, {"when": self.when}),
        }
        if self.names:
            tables["names.csv"] = lambda: MARK + names_csv(self.names)
        else:
            tables["canvas.csv"] = lambda: MARK + canvas_csv(book, self.enrolled, intake.students)
            tables["moodle.csv"] = lambda: MARK + moodle_csv(book, self.enrolled, intake.students)
        for name in {"names.csv", "canvas.csv", "moodle.csv"} - {*tables}:  # of a report with or without names
            (out / name).unlink(missing_ok=True)
        for name, table in tables.items():
            self._try(name, table, out / name)
        alike = self._alike()
        summary = file_summary(intake)
        write_text(out / "index.html", index_page(book, f"Graded {self.when}", self.complaints, summary, alike))

    def _page_of(
        self, student: str, texts: Mapping[tuple[str, str], str], files: Sequence[FoundFile]
    ) -> Callable[[], str]:
        def write() -> str:
            return student_page(self.book, student, f"Graded {self.when}", texts, files)

        return write

    def _try(self, what: str, text: Callable[[], str], path: Path) -> None:
        try:
            write_text(path, text())
        except OSError:  # a full disk, for example, concerns all
            raise
        except Exception as error:
            self.complaints.append(f"grader error: {what} could not be written ({type(error).__name__})")
            if path.suffix == ".html":
                write_text(path, html_page("?", f"<p>{escape(self.complaints[-1])}</p>"))

    def _alike(self) -> list[Alike]:
        try:
            return nearly_identical(self.intake.submissions)
        except Exception as error:
            self.complaints.append(f"the files could not be compared with each other ({type(error).__name__})")
            return []


def _remove_old_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
