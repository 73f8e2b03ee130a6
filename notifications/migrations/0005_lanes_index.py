"""What waits learns its channel, and is found by it; and whose a token is."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


#: As internal.channel_of says it.
WAITING = """
update notification_deliveries d
   set lane = case when d.channel = 'email' then 'email'
                   else coalesce((select case when v.provider = 'webpush'
                                              then 'webpush:' || coalesce(substring(v.token from '^https?://[^/?#]+'), '')
                                              else v.provider end
                                    from devices v where v.id = d.device_id), '') end
 where d.state = 'waiting'
"""


class Migration(migrations.Migration):

    atomic = False  # all of it beside the traffic

    dependencies = [
        ('notifications', '0004_lanes'),
    ]

    operations = [
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='notificationdelivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['lane', 'next_try_at'], name='deliveries_due'),
        ),
        RemoveIndexConcurrently(
            model_name='notificationdelivery',
            name='deliveries_waiting',
        ),
        AddIndexConcurrently(
            model_name='device',
            index=django.contrib.postgres.indexes.HashIndex(fields=['token'], name='devices_of_token'),
        ),
    ]
