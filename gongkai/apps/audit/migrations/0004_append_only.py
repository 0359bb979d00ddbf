"""The triggers that refuse UPDATE, DELETE and TRUNCATE on the log."""

from django.db import migrations

from gongkai.apps.audit import _triggers


def install(apps, schema_editor):
    _triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    _triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chainhead")]
    operations = [migrations.RunPython(install, remove)]
