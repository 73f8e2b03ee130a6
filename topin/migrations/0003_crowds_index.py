from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the index is made beside the traffic

    dependencies = [
        ('topin', '0002_crowds'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='eventdelivery',
            index=models.Index(condition=models.Q(('crowd_id__isnull', False), ('state', 'waiting')), fields=['reader', 'crowd_id'], name='event_deliveries_crowds'),
        ),
    ]
