"""Media may be in a message."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0001_initial'),
        ('posts', '0008_likes_without_lock'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint(model_name='postmedia', name='post_media_place')],
            database_operations=[
                # It forbids a place in a message; what follows it says the same of posts, and more.
                migrations.RunSQL(
                    '-- squawk-ignore ban-drop-constraint\nalter table post_media drop constraint post_media_place',
                    "alter table post_media add constraint post_media_place check "
                    "((post_id is null and place is null) or (post_id is not null and place is not null)) not valid",
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name='postmedia',
                    name='message',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='messaging.message'),
                ),
            ],
            database_operations=[
                # Not valid at first: looking at all rows would keep writers waiting. The next migration looks.
                migrations.RunSQL(
                    'alter table post_media add column message_id uuid; '
                    'alter table post_media add constraint post_media_message_id_fk foreign key (message_id) '
                    'references messages (id) deferrable initially deferred not valid',
                    'alter table post_media drop column message_id',
                ),
            ],
        ),
        AddConstraintNotValid(
            model_name='postmedia',
            constraint=models.CheckConstraint(condition=Q(Q(('message', None), ('place', None), ('post', None)), Q(('message', None), ('place__isnull', False), ('post__isnull', False)), Q(('message__isnull', False), ('place__isnull', False), ('post', None)), _connector='OR'), name='post_media_in_one'),
        ),
    ]
