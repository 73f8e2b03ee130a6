"""Imports that cost a start nothing: most processes use little of what they might use."""

import sys
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def without(*packages):
    """Inside of it these packages are not found, but for those that are loaded already."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


class late:
    """`net = late("topin.net")`: a module that is loaded when something of it is used for the first time."""

    def __init__(self, name):
        self.__name = name

    def __getattr__(self, attribute):
        return getattr(import_module(self.__name), attribute)
