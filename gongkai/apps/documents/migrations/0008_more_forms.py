"""图文 and 短视频 among the forms of interpretation (INT-05). No column changes."""

from django.db import migrations, models

FORMS = [
    ("text", "文字解读"),
    ("qa", "问答"),
    ("expert", "专家解读"),
    ("illustrated", "图文"),
    ("chart", "图解"),
    ("cartoon", "动漫"),
    ("h5", "H5"),
    ("video", "视频"),
    ("short_video", "短视频"),
    ("live", "直播"),
    ("scene", "场景演示"),
    ("online", "在线访谈"),
    ("conference", "新闻发布会"),
    ("briefing", "新闻通气会"),
    ("interview", "媒体专访"),
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_title_trigrams")]

    operations = [
        migrations.AlterField(
            "document", "form", models.CharField(blank=True, choices=FORMS, max_length=12, verbose_name="解读形式")
        ),
        migrations.AlterField(
            "pressevent", "form", models.CharField(choices=FORMS, max_length=12, verbose_name="形式")
        ),
        migrations.AlterField("pressplan", "form", models.CharField(choices=FORMS, max_length=12, verbose_name="形式")),
    ]
