"""What has to be last in a file: a start of everything takes long, and each ending of it costs one more."""


def pytest_collection_modifyitems(items):
    """In modules with ENDINGS these tests come last, in that order; the others stay as they are."""
    places = [at for at, item in enumerate(items) if hasattr(item.module, "ENDINGS")]
    for at, item in zip(places, sorted((items[at] for at in places), key=_place), strict=True):
        items[at] = item


def _place(item):
    endings = item.module.ENDINGS
    return endings.index(item.function) + 1 if item.function in endings else 0
