"""When open clients were last told of a group that grows."""

import django.db.models.functions.datetime
import topin.fields
from django.db import migrations, models

GROWN = models.Index(condition=models.Q(('in_app', True), ('read_at', None), ('updated_at__gt', models.F('told_at'))), fields=['told_at'], name='notifications_grown')


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_devices_and_deliveries'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name='notification',
                    name='told_at',
                    field=topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                migrations.AddIndex(model_name='notification', index=GROWN),
            ],
            database_operations=[
                migrations.RunSQL(
                    '-- squawk-ignore adding-field-with-default\n'  # it is stable: one value for all rows, none is rewritten
                    'alter table notifications add column told_at timestamptz not null default statement_timestamp()',
                    'alter table notifications drop column told_at',
                ),
                migrations.RunSQL(
                    # No index of a partitioned table is made concurrently; of the rows that stand there now it has none.
                    '-- squawk-ignore require-concurrent-index-creation\n'
                    'create index notifications_grown on notifications (told_at) '
                    'where in_app and read_at is null and updated_at > told_at',
                    'drop index notifications_grown',
                ),
            ],
        ),
    ]
