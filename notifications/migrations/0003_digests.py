"""The day of a member's last digest; and those who chose digests before there were any wait for their first."""

from django.db import migrations, models

CHOSEN = """
insert into digest_states (user_id, told_until)
select user_id, now() from user_settings where notifications ->> 'digest' in ('daily', 'weekly')
on conflict do nothing
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_remade_exports'),
        ('notifications', '0002_devices_and_deliveries'),
    ]

    operations = [
        migrations.AddField(
            model_name='digeststate',
            name='told_on',
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(CHOSEN, migrations.RunSQL.noop),
    ]
