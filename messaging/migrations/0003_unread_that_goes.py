"""What was never read is found without all that is kept, which waits for its reader for as long as it takes."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the indexes are made beside the traffic

    dependencies = [
        ('messaging', '0002_newest_conversations'),
    ]

    operations = [
        RemoveIndexConcurrently(model_name='message', name='messages_unread'),
        AddIndexConcurrently(
            model_name='message',
            index=models.Index(condition=models.Q(('read_at', None), models.Q(('expiry', 'keep'), _negated=True)), fields=['created_at'], name='messages_unread'),
        ),
        AddIndexConcurrently(
            model_name='conversationparticipant',
            index=models.Index(condition=models.Q(('state__in', ['request', 'declined'])), fields=['conversation'], name='conversations_not_agreed'),
        ),
    ]
