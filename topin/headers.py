"""Headers of answers, put many at once and listed at once: Django looks at each name and value several times."""


def put(response, headers):
    """Sets headers of our own making, which need no look at what somebody may have sent in them."""
    response.headers._store.update({name.lower(): (name, value) for name, value in headers.items()})


def listed(response):
    """As WSGI takes them, cookies too."""
    cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
    return [*response.headers._store.values(), *cookies]
