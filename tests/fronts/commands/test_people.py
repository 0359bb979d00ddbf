"""The first administrator comes from the command line."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from gongkai.apps.orgs.models import User
from gongkai.fronts.commands.people import topic


@pytest.mark.django_db
def test_an_empty_system_gets_its_first_administrator():
    said = CliRunner().invoke(topic, ["administrator", "zhao", "--last-name", "赵", "--first-name", "宁"])
    assert said.exit_code == 0, said.output
    password = re.search(r"密码：(\w+)", said.output).group(1)
    person = User.objects.get(username="zhao")
    assert person.is_superuser
    assert person.check_password(password)


@pytest.mark.django_db
def test_a_name_that_cannot_be_is_one_sentence():
    said = CliRunner().invoke(topic, ["administrator", "  "])
    assert said.exit_code == 2
    assert "Traceback" not in said.output
