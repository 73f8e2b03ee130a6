"""Where Python spends a feed request: `python -m bench.profile_feed` prints µs a request and the hottest functions."""

import cProfile
import io
import pstats
import sys
import time

from bench.feed import _sign_in
from bench.rig import rig

REQUESTS = 2_000


def main():
    with rig(2_000) as machine:
        tokens = _sign_in(machine)
        from topin.wsgi import application

        def get(token):
            environ = {
                "REQUEST_METHOD": "GET", "PATH_INFO": "/api/posts", "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1", "HTTP_AUTHORIZATION": f"Bearer {token}",
            }  # fmt: skip
            status = []
            body = b"".join(application(environ, lambda s, h: status.append(s)))
            assert status == ["200 OK"], (status, body)

        chosen = [tokens[i % len(tokens)] for i in range(REQUESTS)]
        for token in chosen:
            get(token)
        before = time.process_time()
        for token in chosen:
            get(token)
        print(f"{(time.process_time() - before) / REQUESTS * 1e6:.0f} µs of Python a request")
        profile = cProfile.Profile()
        profile.enable()
        for token in chosen:
            get(token)
        profile.disable()
        pstats.Stats(profile).sort_stats(sys.argv[1] if sys.argv[1:] else "tottime").print_stats(70)


if __name__ == "__main__":
    main()
