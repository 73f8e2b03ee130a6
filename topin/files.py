"""The two stores of files: `public`, whose names are addresses for everybody, and `private`, which only we read.

Names are made by us, never by an uploader, and hold an id or 128 random bits. What a name stands for never
changes, so it may be cached for ever; what replaces it has another name.
"""

import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.utils.functional import SimpleLazyObject

public = SimpleLazyObject(lambda: storages["default"])
private = SimpleLazyObject(lambda: storages["private"])


def unguessable_name(folder, ending=""):
    """A new name such as `documents/3f0e….bin`."""
    return f"{folder}/{uuid4().hex}{ending}"


def keep(store, name, content):
    """Writes bytes, or a file that can be read, under exactly this name, and returns the name.

    Writing a name again replaces it: whoever was cut off half-way simply repeats the whole.
    """
    content = ContentFile(content) if isinstance(content, bytes) else content
    return store.save(name, content if isinstance(content, File) else File(content, name))


def share_folder(folder, public_folder):
    """Makes the files of a folder of the private store public, under another folder's name. Safe to repeat.

    On one disk they are the same files under two names, and in a bucket copied there; nothing passes through us.
    """
    _, names = private.listdir(folder)
    for name in names:
        _share(f"{folder}/{name}", f"{public_folder}/{name}")


def _share(name, public_name):
    if settings.STORAGE == "s3":
        from topin.storage import bucket

        bucket.copy(private, name, public, public_name)
    elif not public.exists(public_name):
        source, target = private.path(name), Path(public.path(public_name))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except FileExistsError:
            return  # another worker was first
        except OSError:  # the stores lie on two disks
            with private.open(name) as file:
                keep(public, public_name, file)
        target.chmod(0o644)  # the folder of the private store keeps strangers out, not this


def remove(store, *names):
    """Deletes files. Those that are gone already, and empty names, are no error."""
    for name in names:
        if name:
            store.delete(name)


def remove_folder(store, folder):
    """Deletes what lies directly in a folder, and it; safe to repeat."""
    try:
        _, names = store.listdir(folder)
    except FileNotFoundError:
        return
    remove(store, *[f"{folder}/{name}" for name in names], folder)


def remove_older(store, folder, moment):
    """Deletes files of a folder that were written before a moment. Returns how many."""
    try:
        _, names = store.listdir(folder)
    except FileNotFoundError:
        return 0
    old = [name for name in (f"{folder}/{name}" for name in names) if _written_at(store, name) < moment]
    remove(store, *old)
    return len(old)


def _written_at(store, name):
    return store.get_modified_time(name)
