from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """In a transaction of its own: the check reads the whole table, and nobody waits for it."""

    dependencies = [
        ("accounts", "0002_proofs_profiles_leaving"),
    ]

    operations = [
        ValidateConstraint(model_name="user", name="users_email_change_confirmed"),
    ]
