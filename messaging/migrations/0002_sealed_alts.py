from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="sealed_alts",
            field=ArrayField(base_field=models.BinaryField(null=True), null=True, size=None),
        ),
    ]
