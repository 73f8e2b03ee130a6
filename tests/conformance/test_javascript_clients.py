"""npm's `@supabase/auth-js` and `@supabase/supabase-js` against the running product."""

import pytest

from tests.conformance.conftest import PROVIDER


@pytest.mark.parametrize("mount", ["/api/auth", "/api/auth/v1"])
def test_auth_js_lives_through_a_sign_in(tour, open_site, mount):
    tour("sign_in", open_site.url + mount)


def test_auth_js_lives_through_everything_a_member_does(tour, open_site):
    tour("member_tour", open_site.auth, open_site.mails, open_site.url, PROVIDER)


def test_supabase_js_needs_nothing_but_the_address(tour, open_site):
    tour("whole_client_tour", open_site.url)


def test_auth_js_confirms_addresses(tour, confirming_site):
    tour("confirmed_tour", confirming_site.auth, confirming_site.mails, confirming_site.url)
