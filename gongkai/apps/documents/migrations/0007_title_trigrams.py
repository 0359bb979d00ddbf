"""PostgreSQL: words of three characters and more are found in titles and numbers by an index.

pg_trgm belongs to PostgreSQL and needs no administrator (a trusted extension since version 13). Where it is not
installed, or the character type of the database knows no Chinese letters, the lists are searched as before.
"""

from django.db import DatabaseError, migrations, transaction

INDEXES = {"document_title_words": "title", "document_number_words": "document_number"}


def add(_apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            # under the C locale a Chinese character is no letter: the index would hold nothing
            cursor.execute("SELECT cardinality(show_trgm('政务公开')) > 0")
            if not cursor.fetchone()[0]:
                return
            for name, column in INDEXES.items():
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {name} ON documents_document USING gin ({column} gin_trgm_ops)"
                )
    except DatabaseError:
        return  # not installed here, or not allowed: a matter of speed only


def drop(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_channel_records_and_outreach_photos")]
    operations = [migrations.RunPython(add, drop, elidable=False)]
