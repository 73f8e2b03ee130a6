"""The second factor, for a session that waits for it."""

from django.shortcuts import redirect

from accounts import selectors, services
from topin import errors, limits
from web.doors import members_only
from web.forms.accounts import FactorForm
from web.gate import gate_page, pass_form, target_of, welcome


@gate_page
@members_only
def factor(request):
    """Asks for the code of an app; until then this page is the only one that the session reaches."""
    if not _waits(request.viewer):
        return redirect(target_of(request) or "home")
    viewer = request.viewer.though_waiting()
    factors = [found for found in selectors.get_factors(viewer) if found["status"] == "verified"]

    def verify(request, answers):
        limits.count("mfa", str(viewer.session_id)).refuse()
        factor_id, ip = answers["factor"], limits.address(request)
        challenge = services.challenge_factor(viewer, factor_id, ip=ip)
        session = services.verify_factor(viewer, factor_id, challenge["id"], answers["code"], ip=ip)
        return welcome(request, session, target_of(request))

    form = FactorForm(request.POST or None, factors=factors)
    return pass_form(request, form, "web/accounts/factor.html", verify)


def _waits(viewer):
    try:
        selectors.get_me(viewer)
    except errors.SecondFactorMissing:
        return True
    return False
