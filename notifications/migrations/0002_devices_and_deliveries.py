"""Devices, what is sent to them and by mail, and how providers do."""

import django.db.models.deletion
import django.db.models.functions.datetime
import topin.fields
from django.conf import settings
from django.db import migrations, models


#: Those who chose digests before there were any wait for their first.
CHOSEN = """
insert into digest_states (user_id, told_until)
select user_id, now() from user_settings where notifications ->> 'digest' in ('daily', 'weekly')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_remade_exports'),
        ('notifications', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='in_app',
            field=models.BooleanField(db_default=True),
        ),
        migrations.CreateModel(
            name='DigestState',
            fields=[
                ('user', topin.fields.OwnedBy(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('told_until', models.DateTimeField()),
                ('told_on', models.DateField(null=True)),
                ('next_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'db_table': 'digest_states',
                'indexes': [models.Index(fields=['next_at'], name='digest_states_next')],
            },
        ),
        migrations.RunSQL(CHOSEN, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='PushChannel',
            fields=[
                ('name', models.TextField(primary_key=True, serialize=False)),
                ('is_off', models.BooleanField(db_default=False)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('stop_reason', models.TextField(db_default='')),
                ('paused_until', models.DateTimeField(null=True)),
                ('faults', models.IntegerField(db_default=0)),
                ('reached_at', models.DateTimeField(null=True)),
                ('changed_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'push_channels',
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('provider', models.TextField(choices=[('webpush', 'webpush'), ('fcm', 'fcm'), ('apns', 'apns')])),
                ('app_id', models.TextField(db_default='')),
                ('environment', models.TextField(db_default='')),
                ('token', models.TextField()),
                ('p256dh', models.TextField(null=True)),
                ('auth', models.TextField(null=True)),
                ('session_id', models.UUIDField(null=True)),
                ('failures', models.SmallIntegerField(db_default=0)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('registered_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('last_seen_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('reached_at', models.DateTimeField(null=True)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'devices',
                'indexes': [models.Index(fields=['user', '-last_seen_at'], name='devices_of_member'), models.Index(condition=models.Q(('session_id__isnull', False)), fields=['session_id'], name='devices_of_session'), models.Index(fields=['last_seen_at'], name='devices_silent')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'app_id', 'token'), name='devices_once'), models.CheckConstraint(condition=models.Q(('provider__in', ['webpush', 'fcm', 'apns'])), name='devices_provider')],
            },
        ),
        migrations.CreateModel(
            name='NotificationDelivery',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('channel', models.TextField(choices=[('push', 'push'), ('email', 'email')])),
                ('device_id', models.UUIDField(null=True)),
                ('kind', models.TextField()),
                ('notification_id', models.UUIDField(null=True)),
                ('subject_type', models.TextField(null=True)),
                ('subject_id', models.UUIDField(null=True)),
                ('group_key', models.TextField()),
                ('state', models.TextField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('dropped', 'dropped'), ('failed', 'failed')], db_default='waiting')),
                ('reason', models.TextField(db_default='')),
                ('answer', models.TextField(db_default='')),
                ('tries', models.SmallIntegerField(db_default=0)),
                ('next_try_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('leased_until', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(null=True)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'notification deliveries',
                'db_table': 'notification_deliveries',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='deliveries_waiting'), models.Index(fields=['device_id', 'group_key', '-created_at'], name='deliveries_of_group'), models.Index(fields=['user', '-id'], name='deliveries_of_member'), models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['ended_at'], name='deliveries_ended'), models.Index(condition=models.Q(('state', 'failed')), fields=['-id'], name='deliveries_failed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['push', 'email'])), name='notification_deliveries_channel'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'dropped', 'failed'])), name='notification_deliveries_state'), models.UniqueConstraint(condition=models.Q(('channel', 'push'), ('state', 'waiting')), fields=('device_id', 'group_key'), name='notification_deliveries_once_a_device'), models.UniqueConstraint(condition=models.Q(('channel', 'email'), ('state', 'waiting')), fields=('user', 'group_key'), name='notification_deliveries_once_a_mail')],
            },
        ),
    ]
