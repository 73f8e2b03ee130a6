"""The door of the server itself, as granian calls it."""

from io import BytesIO

import pytest

from topin import files, sql


@pytest.fixture
def ask():
    from topin.wsgi import application

    def _ask(method, address, **more):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), **more,
        }  # fmt: skip
        told = []
        answer = application(environ, lambda status, headers: told.extend((status, headers)))
        return *told, answer

    return _ask


def test_an_answer_is_given_in_one_piece_with_all_its_headers(ask):
    status, headers, answer = ask("GET", "/api/auth/settings", HTTP_X_REQUEST_ID="one-piece")
    assert status == "200 OK"
    assert isinstance(answer, list)
    assert len(answer) == 1
    assert answer[0].startswith(b"{")
    names = [name.lower() for name, _ in headers]
    assert len(names) == len(set(names))
    told = dict(headers)
    assert told["X-Request-ID"] == "one-piece"
    assert told["X-API-Version"] == "v1"
    assert told["Content-Type"] == "application/json"
    assert told["X-Content-Type-Options"] == "nosniff"


def test_the_query_is_heard_and_none_is_none(ask):
    assert ask("GET", "/api/posts")[0] == "401 Unauthorized"  # the home feed, of nobody
    status, _, answer = ask("GET", "/api/posts?ids=nonsense")
    assert status == "400 Bad Request"
    assert b'"code":"invalid"' in b"".join(answer)


def test_cookies_of_pages_are_set(ask):
    _, headers, _ = ask("GET", "/signin")
    [cookie] = [value for name, value in headers if name == "Set-Cookie" and value.startswith("csrftoken=")]
    assert "Path=/" in cookie
    assert "SameSite=Lax" in cookie


def test_a_file_is_sent_part_by_part_and_closed(ask):
    name = files.public.save("avatars/part-by-part.webp", BytesIO(b"x" * 100_000))
    status, _, answer = ask("GET", f"/media/{name}")
    assert status == "200 OK"
    assert not isinstance(answer, list)
    assert sum(map(len, answer)) == 100_000
    answer.close()
    assert answer.closed


def test_a_page_after_a_lost_connection_finds_a_new_one(ask, superuser):
    console = {"HTTP_COOKIE": "topin-staff=nobodys"}  # Django's own models look for the session
    assert ask("GET", "/admin/", **console)[0] == "302 Found"
    pid = sql._cursor().execute("select pg_backend_pid()").fetchone()[0]
    superuser.execute("select pg_terminate_backend(%s)", [pid])
    while superuser.execute("select count(*) from pg_stat_activity where pid = %s", [pid]).fetchone()[0]:
        pass
    ask("GET", "/admin/", **console)
    assert ask("GET", "/admin/", **console)[0] == "302 Found"
