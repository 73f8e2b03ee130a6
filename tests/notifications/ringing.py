"""Devices, and what became of the pushes for them."""

from uuid import UUID

from psycopg.rows import namedtuple_row

DELIVERY = """
select state, reason, answer, tries, leased_until, ended_at is not null as is_over,
       extract(epoch from next_try_at - now())::float as waits
  from notification_deliveries where device_id = %s
"""
CHANNEL = """
select name, stopped_at is not null as is_stopped, stop_reason, faults,
       extract(epoch from paused_until - now())::float as pause
  from push_channels where name = %s and (is_off or stopped_at is not null or paused_until is not null or faults > 0)
"""


def register(superuser, person, provider, token, p256dh=None, auth=None, app_id="", environment=""):
    """A device's row as its registration leaves it; returns its id."""
    made = superuser.execute(
        """insert into devices (user_id, provider, token, p256dh, auth, app_id, environment, session_id)
           values (%s, %s, %s, %s, %s, %s, %s, %s) returning id""",
        [person.id, provider, token, p256dh, auth, app_id, environment, person.session_id],
    )
    return made.fetchone()[0]


def delivery_to(superuser, device: UUID):
    """Of the only push for a device: state, reason, answer, tries, is_over, and the seconds that it `waits`."""
    with superuser.cursor(row_factory=namedtuple_row) as cursor:
        (row,) = cursor.execute(DELIVERY, [device]).fetchall()
    return row


def channel(superuser, name):
    """is_stopped, stop_reason, faults, and the seconds of its `pause`; None when nothing is wrong with it."""
    with superuser.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(CHANNEL, [name]).fetchone()


def is_registered(superuser, device):
    return superuser.execute("select count(*) from devices where id = %s", [device]).fetchone() == (1,)


def is_about(seconds, expected):
    """Whether a pause was of the expected length a moment ago, or up to a tenth longer."""
    return expected / 2 < seconds <= expected * 1.1 or expected == 0 >= seconds


def let_pass(superuser, seconds):
    """So much later: what waits has waited that long."""
    for table, column in (("notification_deliveries", "next_try_at"), ("push_channels", "paused_until")):
        superuser.execute(f"update {table} set {column} = {column} - %s * interval '1 second'", [seconds])
