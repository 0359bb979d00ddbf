from django.db import migrations, models


class Migration(migrations.Migration):
    """Attachments of a draft for the next version are rows, and not public."""

    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="is_live",
            field=models.BooleanField(default=False, verbose_name="公开"),
        ),
    ]
