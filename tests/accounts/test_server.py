from tests.accounts.gotrue import call


def test_health_and_settings_are_gotrue_s():
    health = call("GET", "/health").json
    assert health["name"] == "GoTrue"
    assert set(health) == {"version", "name", "description"}
    told = call("GET", "/settings").json
    assert told["external"]["email"] is True
    assert told["external"]["anonymous_users"] is told["external"]["phone"] is False
    assert told["mailer_autoconfirm"] is True


def test_the_keys_are_public_and_may_be_kept():
    answer = call("GET", "/.well-known/jwks.json")
    [key] = answer.json["keys"]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    assert "d" not in key
    assert answer.headers["cache-control"] == "public, max-age=600"


def test_the_second_mount_is_the_same():
    assert call("GET", "/v1/settings").json == call("GET", "/settings").json
