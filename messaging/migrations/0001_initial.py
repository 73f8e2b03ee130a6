"""Conversations, their keys, messages and reactions."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import topin.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('expiry', models.TextField(choices=[('1h', '1h'), ('24h', '24h'), ('7d', '7d'), ('keep', 'keep')], db_default='24h')),
                ('last_seq', models.BigIntegerField(db_default=0)),
                ('last_at', models.DateTimeField(null=True)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'conversations',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('expiry__in', ['1h', '24h', '7d', 'keep'])), name='conversations_expiry'),
                ],
                'indexes': [
                    models.Index(fields=['-created_at', '-id'], name='conversations_newest'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ConversationParticipant',
            fields=[
                ('pk', models.CompositePrimaryKey('conversation_id', 'user_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('state', models.TextField(choices=[('active', 'active'), ('request', 'request'), ('sent_request', 'sent_request'), ('declined', 'declined')])),
                ('is_muted', models.BooleanField(db_default=False)),
                ('is_archived', models.BooleanField(db_default=False)),
                ('read_seq', models.BigIntegerField(db_default=0)),
                ('delivered_seq', models.BigIntegerField(db_default=0)),
                ('has_unread', models.BooleanField(db_default=False)),
                ('updated_at', models.DateTimeField()),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='messaging.conversation')),
                ('peer', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'conversation_participants',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['active', 'request', 'sent_request', 'declined'])), name='conversation_participants_state'),
                ],
                'indexes': [
                    models.Index(fields=['user', '-updated_at', '-conversation'], name='conversations_of_member'),
                    models.Index(fields=['peer', 'user'], name='conversations_with_member'),
                    models.Index(condition=models.Q(('has_unread', True)), fields=['user'], name='conversations_unread'),
                    models.Index(condition=models.Q(('state__in', ['request', 'declined'])), fields=['conversation'], name='conversations_not_agreed'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ConversationKey',
            fields=[
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='messaging.conversation')),
                ('id', models.UUIDField()),
                ('master', models.TextField()),
                ('wrapped', models.BinaryField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'conversation_keys',
                'indexes': [
                    models.Index(fields=['master', 'conversation'], name='conversation_keys_of_master'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField()),
                ('client_id', models.TextField(null=True)),
                ('fingerprint', models.BinaryField(null=True)),
                ('sealed', models.BinaryField(null=True)),
                ('has_media', models.BooleanField(db_default=False)),
                ('expiry', models.TextField(choices=[('1h', '1h'), ('24h', '24h'), ('7d', '7d'), ('keep', 'keep')])),
                ('created_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('hidden_for', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), db_default=[], size=None)),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='messaging.conversation')),
                ('reply_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='messaging.message')),
                ('sender', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'messages',
                'constraints': [
                    models.UniqueConstraint(fields=('conversation', 'seq'), name='messages_in_order'),
                    models.UniqueConstraint(condition=models.Q(('client_id__isnull', False)), fields=('sender', 'client_id'), name='messages_once'),
                    models.CheckConstraint(condition=models.Q(('expiry__in', ['1h', '24h', '7d', 'keep'])), name='messages_expiry'),
                    models.CheckConstraint(condition=models.Q(('deleted_at', None), models.Q(('has_media', False), ('sealed', None)), _connector='OR'), name='messages_tombstone'),
                ],
                'indexes': [
                    models.Index(fields=['sender', '-id'], name='messages_of_sender'),
                    models.Index(condition=models.Q(('reply_to__isnull', False)), fields=['reply_to'], name='messages_answered'),
                    models.Index(condition=models.Q(('expires_at__isnull', False)), fields=['expires_at'], name='messages_expiring'),
                    models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['deleted_at'], name='messages_deleted'),
                    models.Index(condition=models.Q(('read_at', None), models.Q(('expiry', 'keep'), _negated=True)), fields=['created_at'], name='messages_unread'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MessageReaction',
            fields=[
                ('pk', models.CompositePrimaryKey('message_id', 'user_id', 'emoji', blank=True, editable=False, primary_key=True, serialize=False)),
                ('emoji', models.TextField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='messaging.message')),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'message_reactions',
                'indexes': [
                    models.Index(fields=['user'], name='message_reactions_of_member'),
                ],
            },
        ),
    ]
