from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # for the indexes that are made beside the traffic

    dependencies = [
        ('posts', '0009_media_of_messages'),
    ]

    operations = [
        migrations.RunSQL('alter table post_media validate constraint post_media_message_id_fk', migrations.RunSQL.noop),
        ValidateConstraint(model_name='postmedia', name='post_media_in_one'),
        AddIndexConcurrently(
            model_name='postmedia',
            index=models.Index(condition=models.Q(('message__isnull', False)), fields=['message', 'place'], name='post_media_of_message'),
        ),
        AddIndexConcurrently(
            model_name='postmedia',
            index=models.Index(condition=models.Q(('message', None), ('post', None)), fields=['created_at'], name='post_media_in_nothing'),
        ),
        RemoveIndexConcurrently(model_name='postmedia', name='post_media_unattached'),
    ]
