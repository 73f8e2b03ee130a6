import django.db.models.deletion
import topin.fields
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0001_initial'),
        ('social', '0003_circles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PostTag',
            fields=[
                ('pk', models.CompositePrimaryKey('post_id', 'tag', blank=True, editable=False, primary_key=True, serialize=False)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='posts.post')),
                ('tag', models.TextField()),
                ('author', topin.fields.ByMember(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.SmallIntegerField()),
            ],
            options={
                'db_table': 'post_tags',
                'indexes': [
                    models.Index(fields=['tag', '-post'], name='post_tags_newest'),
                    models.Index(fields=['author', 'tag'], name='post_tags_by'),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name='post',
                    name='circle',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='social.circle'),
                ),
            ],
            # Not valid at first: looking at all rows would keep writers waiting. The next migration looks.
            database_operations=[
                migrations.RunSQL(
                    'alter table posts add column circle_id uuid; '
                    'alter table posts add constraint posts_circle_id_fk foreign key (circle_id) references circles (id) '
                    'deferrable initially deferred not valid',
                    'alter table posts drop column circle_id',
                ),
            ],
        ),
        AddConstraintNotValid(
            model_name='post',
            constraint=models.CheckConstraint(condition=Q(Q(('audience', 'circle'), ('circle__isnull', False)), Q(Q(('audience', 'circle'), _negated=True), ('circle', None)), _connector='OR'), name='posts_circle'),
        ),
    ]
