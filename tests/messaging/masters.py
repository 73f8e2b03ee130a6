"""Master keys of tests, and conversations that are nothing but a key under one."""

import secrets
from base64 import b64encode
from uuid import uuid4

from messaging import sealing


def new_master():
    return secrets.token_bytes(32)


def keys_of(**masters):
    """MESSAGE_KEYS with these keys: the first one seals."""
    return ",".join(f"{name}:{b64encode(secret).decode()}" for name, secret in masters.items())


def store_keys(superuser, number):
    """Stores keys of that many conversations under the first master key; {conversation: Key}."""
    keys = {uuid4(): sealing.new_key() for _ in range(number)}
    with superuser.cursor() as cursor:
        cursor.executemany("insert into conversations (id) values (%s)", [(one,) for one in keys])
        cursor.executemany(
            "insert into conversation_keys (conversation_id, id, master, wrapped) values (%s, %s, %s, %s)",
            [(conversation, key.id, *sealing.wrap(conversation, key)) for conversation, key in keys.items()],
        )
    return keys


def stored_keys(superuser):
    """{conversation: Key} of all that stand in the database, opened."""
    rows = superuser.execute("select conversation_id, id, master, wrapped from conversation_keys")
    return {row[0]: sealing.unwrap(*row) for row in rows}


def masters_in_use(superuser):
    """{id of a master key: how many keys are under it}."""
    return dict(superuser.execute("select master, count(*) from conversation_keys group by master"))
