"""Whose file it is: by its folder, by the names that learning platforms give, or by a teacher's template."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from numpygan.classroom.archives import RawFile, files_in
from numpygan.classroom.file_names import (
    Owner,
    code_name,
    exercise_in,
    is_archive,
    owner_of,
    shown,
    without_archive_ending,
)
from numpygan.classroom.gradescope import METADATA, submitters
from numpygan.classroom.intake import FoundFile, Intake


def owned_files(folder: Path, intake: Intake) -> Iterator[tuple[Owner, RawFile]]:
    """Yield each file with its owner, its path inside the owner's folder first; note the students."""
    found = _without_common_folder(list(files_in(folder)))
    metadata = next((raw for raw in found if raw.parts[-1] == METADATA and raw.read), None)
    names = submitters(metadata.read()) if metadata is not None and metadata.read else {}
    tops = {raw.parts[0] for raw in found if len(raw.parts) > 1 or (raw.read is None and not raw.reason)}
    owners = {top: owner_of(top, is_folder=not is_archive(top)) for top in tops}
    owners |= {raw.parts[0]: owner_of(raw.parts[0], is_folder=False) for raw in found if raw.parts[0] not in tops}
    owners = {top: _gradescope(owner, names.get(top)) for top, owner in owners.items()}
    owners = _distinct(owners)
    # A folder that contains nothing but files without a name of a student is the folder of one student.
    if not any(owner.student for top, owner in owners.items() if top in tops or code_name(top)):
        whole = shown(without_archive_ending(folder.resolve().name))
        owners = {top: replace(owner, student=whole) for top, owner in owners.items()}
    for raw in sorted(found, key=lambda raw: raw.parts):
        owner = owners[raw.parts[0]]
        if owner.student and (raw.parts[0] in tops or code_name(raw.parts[0]) or owner.id):
            intake.students.setdefault(owner.student, owner.id)
        if raw.read is None and not raw.reason:
            continue
        if raw is metadata:
            intake.files.append(FoundFile("", raw.name, "read: names and times of the students"))
        elif owner.student:
            yield owner, raw
        else:
            reason = raw.reason or "lies outside every student's folder; it is not graded"
            intake.files.append(FoundFile("", raw.name, reason))
            if code_name(raw.parts[-1]):
                intake.complaints.append(f"{raw.name} {reason}")


def _gradescope(owner: Owner, who: tuple[str, str] | None) -> Owner:
    return owner if who is None else replace(owner, student=shown(who[0]), id=who[1] or owner.id)


def _distinct(owners: dict[str, Owner]) -> dict[str, Owner]:
    """Return the owners; two of the same name with two numbers get the number after the name."""
    ids: dict[str, set[str]] = {}
    for owner in owners.values():
        ids.setdefault(owner.student, set()).add(owner.id)
    many = {name for name, numbers in ids.items() if name and len(numbers) > 1}
    return {
        top: replace(owner, student=f"{owner.student} ({owner.id})") if owner.student in many and owner.id else owner
        for top, owner in owners.items()
    }


def _without_common_folder(found: list[RawFile]) -> list[RawFile]:
    """Return the files without a single folder around all students, as in a zip file of a folder of students."""
    while True:
        tops = {raw.parts[0] for raw in found if not raw.reason}
        inner = {raw.parts[1] for raw in found if len(raw.parts) > 1}
        folders = {
            raw.parts[1] for raw in found if len(raw.parts) > 2 or (len(raw.parts) == 2 and is_archive(raw.name))
        }
        is_one = len(tops) == 1 and not owner_of(*tops, is_folder=True).id and not is_archive(*tops)
        owned = [name for name in inner if owner_of(name, is_folder=name in folders).id]
        if not is_one or (len(folders) < 2 and not owned) or any(exercise_in(name) for name in inner - set(owned)):
            return found
        found = [replace(raw, parts=raw.parts[1:]) if len(raw.parts) > 1 else raw for raw in found]
        found = [raw for raw in found if raw.parts[0] not in tops or raw.reason]


def matched_files(folder: Path, match: str) -> Iterator[tuple[Owner, RawFile]]:
    """Yield the files whose path fits a template such as ``{student}_{exercise}.py``."""
    if "{student}" not in match or "{exercise}" not in match:
        raise ValueError(
            f"--match must name {{student}} and {{exercise}}, as in '{{student}}_{{exercise}}.py', got {match!r}"
        )
    pattern = (
        re.escape(match)
        .replace(r"\{student\}", "(?P<student>[^/]+?)")
        .replace(r"\{exercise\}", "(?P<exercise>e\\d\\d[^/]*?)")
        .replace(r"\*", "[^/]*")
    )
    for raw in files_in(folder):
        fit = re.fullmatch(pattern, raw.name)
        if fit:
            ending = raw.parts[-1].rpartition(".")[2]
            name = f"{fit['exercise'].removesuffix('.' + ending)}.{ending}"
            yield Owner(fit["student"].strip()), replace(raw, parts=(*raw.parts[:-1], name))
        elif raw.read is not None or raw.reason:
            yield Owner(""), replace(raw, reason=raw.reason or "its name does not fit --match; it is not graded")
