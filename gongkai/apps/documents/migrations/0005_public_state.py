from django.db import migrations, models


class Migration(migrations.Migration):
    """The number that grows with every change of what is public, and an index of all that public lists count by."""

    dependencies = [("documents", "0004_narrow_indexes")]

    operations = [
        migrations.CreateModel(
            name="PublicState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="变化次数")),
            ],
            options={
                "verbose_name": "公开内容变化计数",
                "verbose_name_plural": "公开内容变化计数",
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["kind", "published_at", "publisher", "theme", "validity", "form", "report_kind"],
                name="document_counted",
            ),
        ),
    ]
