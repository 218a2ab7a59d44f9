"""Read who handed in what from the file ``submission_metadata.yml`` of a Gradescope export."""

import re

METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"^(submission_\d+):")
VALUE = re.compile(r"^\s*(?:- )?:(name|sid|email):\s*(.*?)\s*$")


def submitters(data: bytes) -> dict[str, tuple[str, str]]:
    """Return the name and the student number (or the e-mail address) of the first submitter of each folder.

    This reads the few lines that are needed, because the standard library has no reader of YAML.
    """
    found: dict[str, dict[str, str]] = {}
    folder = ""
    for line in data.decode("utf-8", "replace").splitlines():
        start = FOLDER.match(line)
        if start:
            folder = start[1]
            found[folder] = {}
        value = VALUE.match(line)
        if value and folder:
            found[folder].setdefault(value[1], value[2].strip("'\""))
    return {
        folder: (values["name"], values.get("sid") or values.get("email", ""))
        for folder, values in found.items()
        if values.get("name")
    }
