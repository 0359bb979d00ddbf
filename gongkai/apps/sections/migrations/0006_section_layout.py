from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sections", "0005_local_standards_and_change_reasons")]

    operations = [
        migrations.AddField(
            model_name="section",
            name="layout",
            field=models.CharField(
                blank=True,
                choices=[
                    ("titles", "标题列表"),
                    ("summary", "标题和概述"),
                    ("table", "文件目录表"),
                    ("years", "按年度分组"),
                    ("whole", "最新一篇全文"),
                ],
                max_length=8,
                verbose_name="页面模板",
                default="",
            ),
            preserve_default=False,
        ),
    ]
