from django.db import migrations, models

# By the name that Django gave it, which is the same wherever 0001 ran.
NAME = 'likes_post_id_84cc5834_fk_posts_id'


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0007_media_index'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='like',
                    name='post',
                    field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=models.DO_NOTHING, related_name='+', to='posts.post'),
                ),
            ],
            database_operations=[
                # The way back leaves it not valid: looking at all likes would keep writers waiting.
                migrations.RunSQL(
                    f'-- squawk-ignore ban-drop-constraint\nalter table likes drop constraint {NAME}',
                    f'alter table likes add constraint {NAME} foreign key (post_id) references posts (id) '
                    'deferrable initially deferred not valid',
                ),
            ],
        ),
    ]
