"""Everything that people do with posts: comments, reposts, quotes, polls, bookmarks, views, and timelines."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import topin.fields
import topin.partitions
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


def reference(model_name, name, to, table, to_table):
    """A foreign key that is not valid at first: looking at all rows would keep writers waiting. The next migration looks."""
    return migrations.SeparateDatabaseAndState(
        state_operations=[
            migrations.AddField(
                model_name=model_name,
                name=name,
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=to),
            ),
        ],
        database_operations=[
            migrations.RunSQL(
                f'alter table {table} add column {name}_id uuid; '
                f'alter table {table} add constraint {table}_{name}_id_fk foreign key ({name}_id) references {to_table} (id) '
                'deferrable initially deferred not valid',
                f'alter table {table} drop column {name}_id',
            ),
        ],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0003_circle_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkPreview',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('url', models.TextField(unique=True)),
                ('state', models.TextField(choices=[('waiting', 'waiting'), ('ready', 'ready'), ('failed', 'failed')], db_default='waiting')),
                ('title', models.TextField(db_default='')),
                ('description', models.TextField(db_default='')),
                ('image_url', models.TextField(null=True)),
                ('fetched_at', models.DateTimeField(null=True)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'link_previews',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'failed'])), name='link_previews_state')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None),
        ),
        migrations.AddField(
            model_name='post',
            name='handles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None),
        ),
        migrations.AddField(model_name='post', name='has_poll', field=models.BooleanField(db_default=False)),
        migrations.AddField(model_name='post', name='quote_is_gone', field=models.BooleanField(db_default=False)),
        migrations.AddField(model_name='post', name='scheduled_at', field=models.DateTimeField(null=True)),
        migrations.AddField(model_name='post', name='pinned_at', field=models.DateTimeField(null=True)),
        reference('post', 'link', 'posts.linkpreview', 'posts', 'link_previews'),
        reference('post', 'quote', 'posts.post', 'posts', 'posts'),
        migrations.CreateModel(
            name='PostVersion',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('text', models.TextField()),
                ('content_warning', models.TextField(null=True)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'post_versions',
                'indexes': [models.Index(fields=['post', '-id'], name='post_versions_newest')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('parent', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.comment')),
                ('depth', models.SmallIntegerField()),
                ('author', topin.fields.ByMember(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.TextField()),
                ('handles', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], size=None)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('edited_at', models.DateTimeField(null=True)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('hidden_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'comments',
                'indexes': [models.Index(condition=models.Q(('parent', None)), fields=['post', '-id'], name='comments_first'), models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent', '-id'], name='comments_replies'), models.Index(fields=['post', 'author'], name='comments_on'), models.Index(fields=['author', '-id'], name='comments_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(('depth__in', [1, 2, 3])), name='comments_depth'), models.CheckConstraint(condition=models.Q(models.Q(('depth', 1), ('parent', None)), models.Q(('depth__gt', 1), ('parent__isnull', False)), _connector='OR'), name='comments_parent')],
            },
        ),
        migrations.CreateModel(
            name='CommentCounter',
            fields=[
                ('comment', topin.fields.OwnedBy(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='posts.comment')),
                ('thread', models.UUIDField()),
                ('likes', models.BigIntegerField(db_default=0)),
                ('replies', models.BigIntegerField(db_default=0)),
            ],
            options={
                'db_table': 'comment_counters',
                'indexes': [models.Index(fields=['thread', '-likes', '-comment'], name='comment_counters_best')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('comment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.comment')),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.SmallIntegerField()),
            ],
            options={
                'db_table': 'mentions',
                'indexes': [models.Index(condition=models.Q(('comment__isnull', False)), fields=['comment'], name='mentions_in_comment'), models.Index(fields=['user', '-id'], name='mentions_of')],
                'constraints': [models.UniqueConstraint(fields=('post', 'comment', 'user'), name='mentions_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Repost',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('written_in', topin.fields.XactIdField(db_default=models.Func(function='pg_current_xact_id', output_field=models.TextField()), editable=False)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'reposts',
                'indexes': [models.Index(fields=['user', '-created_at', '-post'], name='reposts_by'), models.Index(fields=['post', '-created_at'], include=('user',), name='reposts_of'), models.Index(fields=['-created_at', '-post'], include=['user'], name='reposts_by_time')],
                'constraints': [models.UniqueConstraint(fields=('post', 'user'), name='reposts_once')],
            },
        ),
        migrations.CreateModel(
            name='BookmarkFolder',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.TextField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'bookmark_folders',
                'constraints': [models.UniqueConstraint(models.F('user'), django.db.models.functions.text.Lower('name'), name='bookmark_folders_once')],
            },
        ),
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'post_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('folder', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.bookmarkfolder')),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'bookmarks',
                'indexes': [models.Index(fields=['user', '-created_at', '-post'], name='bookmarks_newest'), models.Index(fields=['folder', '-created_at', '-post'], name='bookmarks_in_folder'), models.Index(fields=['post'], name='bookmarks_of')],
            },
        ),
        topin.partitions.CreatePartitionedModel(
            name='PostView',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('post_id', models.UUIDField()),
                ('viewer_hash', models.TextField()),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'post_views',
                'indexes': [models.Index(fields=['post_id'], name='post_views_of')],
            },
        ),
        migrations.CreateModel(
            name='PostViewDay',
            fields=[
                ('pk', models.CompositePrimaryKey('post_id', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('day', models.DateField()),
                ('views', models.BigIntegerField()),
            ],
            options={
                'db_table': 'post_view_days',
            },
        ),
        migrations.CreateModel(
            name='PostPoll',
            fields=[
                ('post', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='posts.post')),
                ('multiple', models.BooleanField(db_default=False)),
                ('seconds', models.IntegerField()),
                ('closes_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('voters', models.BigIntegerField(db_default=0)),
            ],
            options={
                'db_table': 'post_polls',
                'indexes': [models.Index(condition=models.Q(('closed_at', None), ('closes_at__isnull', False)), fields=['closes_at'], name='post_polls_running')],
            },
        ),
        migrations.CreateModel(
            name='PostPollOption',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.postpoll')),
                ('place', models.SmallIntegerField()),
                ('text', models.TextField()),
                ('votes', models.BigIntegerField(db_default=0)),
            ],
            options={
                'db_table': 'post_poll_options',
                'constraints': [models.UniqueConstraint(fields=('post', 'place'), name='post_poll_options_place')],
            },
        ),
        migrations.CreateModel(
            name='PostPollVote',
            fields=[
                ('pk', models.CompositePrimaryKey('option_id', 'user_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('option', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.postpolloption')),
                ('user', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.postpoll')),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'post_poll_votes',
                'indexes': [models.Index(fields=['post', 'user'], name='post_poll_votes_of_voter'), models.Index(fields=['user'], name='post_poll_votes_by')],
            },
        ),
        topin.partitions.CreateHashPartitionedModel(
            name='Timeline',
            fields=[
                ('pk', models.CompositePrimaryKey('user_id', 'at', 'post_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('user_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('post_id', models.UUIDField()),
            ],
            options={
                'db_table': 'timelines',
            },
            by='user_id',
            parts=16,
        ),
        migrations.CreateModel(
            name='TimelineState',
            fields=[
                ('user', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('built_at', models.DateTimeField(null=True)),
                ('reaches_to', models.DateTimeField(null=True)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'timeline_states',
                'indexes': [models.Index(fields=['built_at'], name='timeline_states_oldest')],
            },
        ),
        migrations.CreateModel(
            name='Fanout',
            fields=[
                ('id', topin.fields.IdField(db_default=topin.fields.UuidV7(), editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('by', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('reached', models.UUIDField(null=True)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'fanouts',
                'indexes': [models.Index(fields=['by', '-at'], name='fanouts_by'), models.Index(fields=['post'], name='fanouts_of')],
            },
        ),
        migrations.CreateModel(
            name='WideAuthor',
            fields=[
                ('user', topin.fields.OwnedBy(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('created_at', topin.fields.MadeAtField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'wide_authors',
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name='posttag',
                    name='published_at',
                    field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    '-- squawk-ignore adding-field-with-default\n'  # it is stable: one value for all rows, none is rewritten
                    'alter table post_tags add column published_at timestamptz not null default statement_timestamp()',
                    'alter table post_tags drop column published_at',
                ),
            ],
        ),
        migrations.CreateModel(
            name='Trend',
            fields=[
                ('pk', models.CompositePrimaryKey('ranked_at', 'trend', 'published_at', 'post_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('ranked_at', models.DateTimeField()),
                ('trend', models.BigIntegerField()),
                ('published_at', models.DateTimeField()),
                ('post_id', models.UUIDField()),
            ],
            options={
                'db_table': 'trends',
            },
        ),
        reference('like', 'comment', 'posts.comment', 'likes', 'comments'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='like',
                    name='post',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post'),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    '-- squawk-ignore ban-drop-not-null\n'  # a like of a comment has no post; old code writes none of those
                    'alter table likes alter column post_id drop not null',
                    'alter table likes alter column post_id set not null',
                ),
            ],
        ),
        AddConstraintNotValid(
            model_name='like',
            constraint=models.CheckConstraint(
                condition=Q(Q(('comment__isnull', False), ('post', None)), Q(('comment', None), ('post__isnull', False)), _connector='OR'),
                name='likes_of_one',
            ),
        ),
    ]
