from django.db import migrations, models


class Migration(migrations.Migration):
    """Partial indexes for what is public, and one that holds all the desk's list filters by."""

    dependencies = [("documents", "0003_applied_rules_and_amend_duty")]

    operations = [
        migrations.RemoveIndex(
            model_name="document",
            name="document_latest",
        ),
        migrations.RemoveIndex(
            model_name="document",
            name="document_by_kind",
        ),
        migrations.RemoveIndex(
            model_name="document",
            name="document_desk",
        ),
        migrations.RemoveIndex(
            model_name="document",
            name="document_by_state",
        ),
        migrations.RemoveIndex(
            model_name="document",
            name="document_unit_latest",
        ),
        migrations.RemoveIndex(
            model_name="placement",
            name="placement_list",
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["-published_at", "-id"], name="document_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["kind", "-published_at", "-id"], name="document_by_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["publisher", "-published_at", "-id"],
                name="document_unit_latest",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=[
                    "-changed_at",
                    "-id",
                    "state",
                    "live",
                    "kind",
                    "publisher",
                    "responsible_unit",
                    "drafting_unit",
                    "validity",
                    "openness_class",
                    "theme",
                    "dated_on",
                    "published_at",
                    "title",
                    "document_number",
                ],
                name="document_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(
                condition=models.Q(("is_live", True)),
                fields=["section", "-is_pinned", "-published_at", "-document"],
                name="placement_list",
            ),
        ),
    ]
