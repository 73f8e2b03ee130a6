from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # for the index that is made beside the traffic

    dependencies = [
        ('posts', '0002_circles'),
    ]

    operations = [
        migrations.RunSQL('alter table posts validate constraint posts_circle_id_fk', migrations.RunSQL.noop),
        ValidateConstraint(model_name='post', name='posts_circle'),
        AddIndexConcurrently(
            model_name='post',
            index=models.Index(condition=models.Q(('circle__isnull', False), ('deleted_at', None), ('status', 'published')), fields=['circle', '-published_at', '-id'], include=('author', 'hidden_at'), name='posts_by_circle'),
        ),
    ]
