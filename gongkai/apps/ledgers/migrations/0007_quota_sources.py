import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0006_reference_notices")]

    operations = [
        migrations.AddField(
            model_name="quotaentry",
            name="source_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=60, verbose_name="来源"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="quotaentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("quota", "source_key"),
                name="ledger_counted_once",
            ),
        ),
        migrations.CreateModel(
            name="QuotaSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("press", "新闻发布形式的政策解读"), ("press_by_leader", "负责人带头的新闻发布")],
                        max_length=16,
                        verbose_name="统计内容",
                    ),
                ),
                ("is_whole_place", models.BooleanField(default=False, verbose_name="统计全部单位")),
                (
                    "quota",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source",
                        to="ledgers.quota",
                        verbose_name="数量要求",
                    ),
                ),
            ],
            options={"verbose_name": "自动统计", "verbose_name_plural": "自动统计"},
        ),
    ]
