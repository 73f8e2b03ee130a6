from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

# Posts tagged before had their tags in `post_tags` alone.
COPY_TAGS = """
update posts p set tags = t.tags
  from (select post_id, array_agg(tag order by place) as tags from post_tags group by post_id) t
 where t.post_id = p.id and p.tags <> t.tags
"""
# The order of a tag's feed.
COPY_TIMES = "update post_tags t set published_at = p.published_at from posts p where p.id = t.post_id"


class Migration(migrations.Migration):

    atomic = False  # for the indexes that are made beside the traffic

    dependencies = [
        ('posts', '0004_engagement'),
    ]

    operations = [
        migrations.RunSQL('alter table posts validate constraint posts_link_id_fk', migrations.RunSQL.noop),
        migrations.RunSQL('alter table posts validate constraint posts_quote_id_fk', migrations.RunSQL.noop),
        migrations.RunSQL('alter table likes validate constraint likes_comment_id_fk', migrations.RunSQL.noop),
        ValidateConstraint(model_name='like', name='likes_of_one'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='like',
                    constraint=models.UniqueConstraint(condition=Q(('comment__isnull', False)), fields=('comment', 'user'), name='likes_comment_once'),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    'create unique index concurrently likes_comment_once on likes (comment_id, user_id) where comment_id is not null',
                    'drop index concurrently likes_comment_once',
                ),
            ],
        ),
        AddIndexConcurrently(
            model_name='like',
            index=models.Index(condition=Q(('comment__isnull', False)), fields=['comment', '-id'], name='likes_of_comment'),
        ),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=Q(('quote__isnull', False)), fields=['quote', '-id'], name='posts_quoting'),
        ),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=Q(('link__isnull', False)), fields=['link'], name='posts_linking'),
        ),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=Q(('status', 'scheduled')), fields=['scheduled_at'], name='posts_scheduled'),
        ),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=Q(Q(('status', 'published'), _negated=True), ('deleted_at', None)), fields=['author', '-id'], name='posts_unpublished'),
        ),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=Q(('deleted_at__isnull', False)), fields=['deleted_at'], name='posts_deleted'),
        ),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=Q(('pinned_at__isnull', False)), fields=['author'], name='posts_pinned'),
        ),
        migrations.RunSQL(COPY_TAGS, migrations.RunSQL.noop),
        migrations.RunSQL(COPY_TIMES, migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='posttag',
            index=models.Index(fields=['tag', '-published_at', '-post'], name='post_tags_by_time'),
        ),
        RemoveIndexConcurrently(model_name='posttag', name='post_tags_newest'),
    ]
