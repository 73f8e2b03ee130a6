from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # for the index that is made beside the traffic

    dependencies = [
        ('posts', '0006_media_search_and_engine'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=models.Q(('deleted_at', None), ('has_media', True), ('status', 'published')), fields=['author', '-published_at', '-id'], name='posts_with_media'),
        ),
    ]
