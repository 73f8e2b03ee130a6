"""Media, the words of posts for search, and what the feed engine keeps."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import topin.fields
import topin.partitions
from django.conf import settings
from django.db import migrations, models


FIRST_KEY = """
insert into media_keys (key)
select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_validate_email_change'),
        ('posts', '0005_engagement_indexes'),
        ('social', '0003_circles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedCache',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'place', blank=True, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.UUIDField()),
                ('place', models.IntegerField()),
                ('post_id', models.UUIDField()),
                ('score', models.FloatField()),
                ('why', models.TextField()),
                ('about', models.TextField(null=True)),
            ],
            options={
                'db_table': 'feed_cache',
            },
        ),
        migrations.CreateModel(
            name='FeedFeedback',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'post_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('kind', models.TextField(choices=[('less', 'less'), ('more', 'more')])),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'feed_feedback',
                'indexes': [models.Index(fields=['post'], name='feed_feedback_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['less', 'more'])), name='feed_feedback_kind')],
            },
        ),
        topin.partitions.CreateHashPartitionedModel(
            name='FeedSeen',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'post_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('seen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'db_table': 'feed_seen',
            },
        ),
        migrations.CreateModel(
            name='FeedState',
            fields=[
                ('user', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'db_table': 'feed_states',
                'indexes': [models.Index(fields=['made_at'], name='feed_states_oldest')],
            },
        ),
        migrations.CreateModel(
            name='HiddenTopic',
            fields=[
                ('topic', models.TextField(primary_key=True, serialize=False)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('hidden_by', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'hidden_topics',
                'indexes': [models.Index(fields=['hidden_by'], name='hidden_topics_by')],
            },
        ),
        migrations.CreateModel(
            name='InterestTopic',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'topic', blank=True, editable=False, primary_key=True, serialize=False)),
                ('topic', models.TextField()),
                ('weight', models.FloatField()),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'interest_topics',
            },
        ),
        migrations.CreateModel(
            name='InterestVector',
            fields=[
                ('user', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('embedding', topin.fields.EmbeddingField()),
                ('model', models.TextField()),
                ('weight', models.FloatField()),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'db_table': 'interest_vectors',
            },
        ),
        migrations.CreateModel(
            name='MediaContent',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('sha256', models.TextField()),
                ('size', models.BigIntegerField()),
                ('kind', models.TextField(choices=[('image', 'image'), ('video', 'video'), ('gif', 'gif'), ('audio', 'audio'), ('document', 'document')])),
                ('state', models.TextField(choices=[('processing', 'processing'), ('ready', 'ready'), ('failed', 'failed')], db_default='processing')),
                ('progress', models.SmallIntegerField(db_default=0)),
                ('failure', models.TextField(null=True)),
                ('width', models.IntegerField(null=True)),
                ('height', models.IntegerField(null=True)),
                ('duration', models.FloatField(null=True)),
                ('blurhash', models.TextField(null=True)),
                ('variants', models.JSONField(db_default=[])),
                ('folder', models.TextField()),
                ('public_folder', models.TextField(null=True)),
                ('worker', models.UUIDField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('tries', models.SmallIntegerField(db_default=0)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'media_contents',
                'indexes': [models.Index(condition=models.Q(('state', 'ready'), _negated=True), fields=['-id'], name='media_contents_unfinished')],
                'constraints': [models.CheckConstraint(condition=models.Q(('progress__range', (0, 100))), name='media_contents_progress'), models.CheckConstraint(condition=models.Q(('state__in', ['processing', 'ready', 'failed'])), name='media_contents_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['image', 'video', 'gif', 'audio', 'document'])), name='media_contents_kind'), models.UniqueConstraint(models.F('sha256'), models.Case(models.When(kind='document', then=True), default=False), name='media_contents_once')],
            },
        ),
        migrations.CreateModel(
            name='MediaKey',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('key', models.BinaryField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'media_keys',
            },
        ),
        migrations.CreateModel(
            name='PostFeatures',
            fields=[
                ('post', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='posts.post')),
                ('published_at', models.DateTimeField()),
                ('language', models.TextField(null=True)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None)),
                ('phrases', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None)),
                ('embedding', topin.fields.EmbeddingField(null=True)),
                ('model', models.TextField(null=True)),
                ('made_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('author', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'post_features',
                'indexes': [topin.fields.NearestIndex('embedding', name='post_features_nearest'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['topics'], name='post_features_topics'), models.Index(fields=['author'], name='post_features_by'), models.Index(fields=['-published_at', '-post'], name='post_features_by_time')],
            },
        ),
        migrations.CreateModel(
            name='PostWords',
            fields=[
                ('post', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='posts.post')),
                ('published_at', models.DateTimeField()),
                ('words', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'db_table': 'post_words',
                'indexes': [models.Index(fields=['-published_at', '-post'], name='post_words_by_time'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='post_words_words')],
            },
        ),
        migrations.CreateModel(
            name='RankingVersion',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(unique=True)),
                ('weights', models.JSONField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('made_by', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'ranking_versions',
                'indexes': [models.Index(fields=['made_by'], name='ranking_versions_by')],
            },
        ),
        migrations.CreateModel(
            name='TopicPreference',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'topic', blank=True, editable=False, primary_key=True, serialize=False)),
                ('topic', models.TextField()),
                ('choice', models.TextField(choices=[('follow', 'follow'), ('mute', 'mute')])),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'topic_preferences',
                'constraints': [models.CheckConstraint(condition=models.Q(('choice__in', ['follow', 'mute'])), name='topic_preferences_choice')],
            },
        ),
        migrations.CreateModel(
            name='TopicTrend',
            fields=[
                ('topic', models.TextField(primary_key=True, serialize=False)),
                ('velocity', models.FloatField()),
                ('posts', models.IntegerField()),
                ('people', models.IntegerField()),
                ('ranked_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'topic_trends',
                'indexes': [models.Index(fields=['-velocity'], name='topic_trends_fastest')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='has_media',
            field=models.BooleanField(db_default=False),
        ),
        migrations.CreateModel(
            name='PostMedia',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('purpose', models.TextField(choices=[('post', 'post'), ('message', 'message'), ('avatar', 'avatar'), ('document', 'document')])),
                ('filename', models.TextField()),
                ('content_type', models.TextField()),
                ('size', models.BigIntegerField()),
                ('sha256', models.TextField()),
                ('alt_text', models.TextField(db_default='')),
                ('state', models.TextField(choices=[('pending', 'pending'), ('processing', 'processing'), ('ready', 'ready'), ('failed', 'failed')], db_default='pending')),
                ('failure', models.TextField(null=True)),
                ('original', models.TextField()),
                ('upload_id', models.TextField(null=True)),
                ('place', models.SmallIntegerField(null=True)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('completed_at', models.DateTimeField(null=True)),
                ('content', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.mediacontent')),
                ('post', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'post_media',
                'indexes': [models.Index(condition=models.Q(('post', None)), fields=['created_at'], name='post_media_unattached'), models.Index(fields=['user', '-id'], name='post_media_of_member'), models.Index(condition=models.Q(('content__isnull', False)), fields=['content'], name='post_media_of_content'), models.Index(condition=models.Q(('post__isnull', False)), fields=['post', 'place'], name='post_media_of_post')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', None), ('post', None)), models.Q(('place__isnull', False), ('post__isnull', False)), _connector='OR'), name='post_media_place'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'processing', 'ready', 'failed'])), name='post_media_state'), models.CheckConstraint(condition=models.Q(('purpose__in', ['post', 'message', 'avatar', 'document'])), name='post_media_purpose')],
            },
        ),
        migrations.RunSQL(FIRST_KEY, migrations.RunSQL.noop),
    ]
