"""The whole of ``numpygan check``, run once for real: JSON, page and tables agree, and every statement holds."""

import json

import pytest

from numpygan.cli import check as verb
from numpygan.cli import main
from numpygan.statements import STATEMENTS, Result, chinese, to_table


def read(number):
    return float(number)  # "inf" and "nan" too


def test_all_statements_hold_and_json_page_and_tables_say_the_same(tmp_path, monkeypatch, capsys):
    results: list[Result | None] = []
    check = verb.check_in_processes

    def recorded(*args, **options):
        for result in check(*args, **options):
            results.append(result)
            yield result

    monkeypatch.setattr(verb, "check_in_processes", recorded)
    page = tmp_path / "report.html"
    status = main(["check", "--json", "--html", str(page), "--jobs", "2", "--seed", "1"])
    report = json.loads(capsys.readouterr().out, parse_constant=lambda text: pytest.fail(f"not strict JSON: {text}"))
    rows, found = report["comparisons"], [result for result in results if result is not None]
    assert [row for row in rows if not row["ok"]] == []
    assert (status, report["ok"], report["complete"], report["seed"]) == (0, True, True, 1)
    assert list(dict.fromkeys(row["statement"] for row in rows)) == list(STATEMENTS)
    assert len(rows) == len(found) > 400
    for row, (statement, c) in zip(rows, found, strict=True):
        assert (row["statement"], row["ok"]) == (statement.id, c.ok)
        assert [read(row[name]) for name in ("left", "right", "gap", "allowed")] == [c.left, c.right, c.gap, c.allowed]
    html = page.read_text(encoding="utf-8")
    assert html.count('<span class="mark ok">ok</span>') == len(rows)
    assert f"All {len(rows)} comparisons hold, in {len(STATEMENTS)} statements." in html

    # The same results again, as the tables show them.
    monkeypatch.setattr(verb, "check_in_processes", lambda *_, **__: iter(results))
    monkeypatch.setenv("COLUMNS", "80")

    def printed(*words):
        assert main(["check", "--jobs", "2", *words]) == 0
        return capsys.readouterr().out.splitlines()

    summary = f"{len(rows)} of {len(rows)} comparisons hold, in {len(STATEMENTS)} statements"
    assert printed("-v") == [*(to_table(result) for result in found), summary]
    *lines, last = printed()
    assert last == summary
    assert len(lines) == 2 * len(STATEMENTS)
    assert [line.split()[1] for line in lines[::2]] == list(STATEMENTS)
    assert max(map(len, lines)) <= 80
    *lines, last = printed("--lang", "zh")
    assert last == f"{len(STATEMENTS)} 个命题，{len(rows)} 项比较，其中 {len(rows)} 项成立"
    assert len(lines) == 2 * len(STATEMENTS)
    assert max(map(chinese.display_width, lines)) <= 80
    assert len(printed("--lang", "zh", "-v")) == len(rows) + 1
