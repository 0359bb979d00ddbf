import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_attachment_is_live"), ("orgs", "0003_work_years")]

    operations = [
        migrations.AlterField(
            model_name="documentduty",
            name="kind",
            field=models.CharField(
                choices=[
                    ("cites_repealed", "引用的文件已失效"),
                    ("interprets_repealed", "解读的文件已失效"),
                    ("follow_up", "补充解读"),
                    ("interpret", "编写解读"),
                    ("later_review", "补办审查"),
                    ("reconsider", "不予公开再评估"),
                    ("publish", "到期应公开"),
                    ("defect", "附件打不开"),
                    ("amend", "按清理结论修改"),
                ],
                max_length=20,
                verbose_name="事由",
            ),
        ),
        migrations.CreateModel(
            name="AppliedRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="执行事项")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applied_by",
                        to="documents.document",
                        verbose_name="公开文件",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applied_rules",
                        to="orgs.unit",
                        verbose_name="执行单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "执行的规章",
                "verbose_name_plural": "执行的规章",
                "ordering": ["unit", "document"],
            },
        ),
        migrations.AddConstraint(
            model_name="appliedrule",
            constraint=models.UniqueConstraint(fields=("unit", "document"), name="applied_rule_once"),
        ),
    ]
