"""`gongkai clock due` as typed at a terminal."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.fronts.commands._topics import application

runner = CliRunner()


def run(*words: str) -> tuple[int, str, str]:
    result = runner.invoke(application, ["clock", "due", *words])
    return result.exit_code, result.stdout, result.stderr


def test_it_prints_the_day_and_nothing_else() -> None:
    assert run("2026-02-09", "--working-days", "20") == (0, "2026-03-13\n", "")


def test_days_and_months() -> None:
    assert run("2024-09-01", "--days", "30")[1] == "2024-10-08\n"
    assert run("2024-01-31", "--months", "1")[1] == "2024-02-29\n"


def test_pauses_repeat() -> None:
    # 两段暂停，共十五个工作日不计
    words = ("--pause", "2026-03-02..2026-03-06", "--pause", "2026-03-09..2026-03-20")
    assert run("2026-02-27", "--working-days", "2", *words)[1] == "2026-03-23\n"
    assert run("2026-03-02", "--working-days", "1", "--pause", "2026-03-03")[1] == "2026-03-04\n"


def test_explain_tells_every_day_and_ends_with_the_last() -> None:
    lines = run("2026-02-12", "--working-days", "2", "--explain")[1].splitlines()
    assert lines[0] == "2026-02-12（四）　不计　当日不计，次日起算"
    assert lines[2] == "2026-02-14（六）　第2日　星期六，春节调休上班"
    assert lines[-1] == "2026-02-14"


YEAR = """
year = 2027
source = {title = "青溪县示例通知"}
holidays = [{name = "元旦", first = 2027-01-01, last = 2027-01-03}]
"""


def test_a_year_that_is_not_recorded_may_be_given_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_text(YEAR, encoding="utf-8")
    assert run("2026-12-31", "--working-days", "1", "--calendar", str(path)) == (0, "2027-01-04\n", "")
    # 自相矛盾的安排不采信
    path.write_text(YEAR.replace("2027-01-03", "2026-12-01"), encoding="utf-8")
    assert "早于开始日期" in run("2026-12-31", "--days", "1", "--calendar", str(path))[2]
    path.write_text("year = ", encoding="utf-8")
    assert "读不出来" in run("2026-12-31", "--days", "1", "--calendar", str(path))[2]


def test_recorded_years_name_their_notice() -> None:
    lines = runner.invoke(application, ["clock", "years"]).stdout.splitlines()
    assert len(lines) == 23
    assert lines[0].startswith("2004　未核实")
    assert lines[-1] == "2026　已核实　国务院办公厅关于2026年部分节假日安排的通知　国办发明电〔2025〕7号"


REFUSED = [
    # 没有这一天
    (("2026-02-30", "--working-days", "3"), "日期“2026-02-30”无效"),
    # 没说期限，或说了两种
    (("2026-02-09",), "请用 --working-days、--days、--months 之一"),
    (("2026-02-09", "--days", "3", "--months", "1"), "请用 --working-days、--days、--months 之一"),
    (("2026-02-09", "--days", "-3"), "期限应在 0 到 5000 之间"),
    (("2026-02-09", "--days", "3", "--pause", "2026-03-05..2026-03-01"), "暂停“2026-03-05..2026-03-01”无效"),
    # 次年安排未公布
    (("2026-12-30", "--working-days", "20"), "2027年的节假日安排尚未公布"),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSED)
def test_a_refusal_is_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
