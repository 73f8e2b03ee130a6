"""The order of the console's list."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the index is made beside the traffic

    dependencies = [
        ('messaging', '0001_initial'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='conversation',
            index=models.Index(fields=['-created_at', '-id'], name='conversations_newest'),
        ),
    ]
