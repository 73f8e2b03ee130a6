"""Archives are made anew when what they hold is gone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0004_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="dataexport",
            name="tries_before",
            field=models.SmallIntegerField(db_default=0),
        ),
    ]
