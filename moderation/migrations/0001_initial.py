"""Reports on messages."""

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
            name='MessageReport',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('message_id', models.UUIDField()),
                ('conversation_id', models.UUIDField()),
                ('reason', models.TextField(choices=[('spam', 'spam'), ('harassment', 'harassment'), ('hate', 'hate'), ('violence', 'violence'), ('nudity', 'nudity'), ('self_harm', 'self_harm'), ('child_safety', 'child_safety'), ('illegal', 'illegal'), ('impersonation', 'impersonation'), ('intellectual_property', 'intellectual_property'), ('misinformation', 'misinformation'), ('other', 'other')])),
                ('note', models.TextField(db_default='')),
                ('sealed', models.BinaryField(null=True)),
                ('master', models.TextField(null=True)),
                ('media_count', models.SmallIntegerField(db_default=0)),
                ('sent_at', models.DateTimeField()),
                ('state', models.TextField(choices=[('open', 'open'), ('dismissed', 'dismissed'), ('upheld', 'upheld')], db_default='open')),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_note', models.TextField(db_default='')),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('author', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reporter', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'message_reports',
                'indexes': [models.Index(fields=['reporter', '-id'], name='message_reports_of_reporter'), models.Index(fields=['author', '-id'], name='message_reports_of_author'), models.Index(fields=['decided_by'], name='message_reports_decider'), models.Index(fields=['state', 'id'], name='message_reports_queue'), models.Index(fields=['conversation_id'], name='message_reports_talk'), models.Index(condition=models.Q(('master__isnull', False)), fields=['master', 'id'], name='message_reports_master')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('reporter', 'message_id'), name='message_reports_open'), models.CheckConstraint(condition=models.Q(('reason__in', ('spam', 'harassment', 'hate', 'violence', 'nudity', 'self_harm', 'child_safety', 'illegal', 'impersonation', 'intellectual_property', 'misinformation', 'other'))), name='message_reports_reason'), models.CheckConstraint(condition=models.Q(('state__in', ('open', 'dismissed', 'upheld'))), name='message_reports_state'), models.CheckConstraint(condition=models.Q(models.Q(('master', None), ('sealed', None)), models.Q(('master__isnull', False), ('sealed__isnull', False)), _connector='OR'), name='message_reports_copy')],
            },
        ),
    ]
