"""The channel that a delivery goes by stands in it: those behind a shut one are passed over without being read."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0003_grown_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='notificationdelivery',
            name='lane',
            field=models.TextField(db_default=''),
        ),
    ]
