"""Deliveries that take many events together."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('topin', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventdelivery',
            name='crowd_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='eventdelivery',
            name='rest',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), db_default=[], size=None),
        ),
    ]
