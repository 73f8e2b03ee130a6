"""The page between password and console: enrol a second factor, or give its code."""

from urllib.parse import quote

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from accounts import second_factor
from accounts.console import factor
from topin import errors, staff

PENDING = "pending_factor"  # of an enrolment that is not finished; only this session can finish it


class SecondFactorView(View):
    def dispatch(self, request):
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("admin:login"))
        if staff.is_verified(request):
            return self._go_on()
        return super().dispatch(request)

    def get(self, request):
        if not factor.is_enrolled(request.user.pk):
            request.session.setdefault(PENDING, second_factor.new_secret())
        return self._page()

    def post(self, request):
        try:
            self._check(request.POST.get("code", ""))
        except (errors.Invalid, errors.RateLimited) as refusal:
            return self._page(refusal)
        except errors.Conflict as refusal:  # enrolled meanwhile, elsewhere: that one counts
            request.session.pop(PENDING, None)
            return self._page(refusal)
        request.session.pop(PENDING, None)
        request.session.cycle_key()
        request.session[staff.VERIFIED] = True
        return self._go_on()

    def _check(self, code):
        secret = self.request.session.get(PENDING)
        if secret:
            factor.enrol(self.request.user.pk, secret, code)
        else:
            factor.verify(self.request.user.pk, code)

    def _page(self, refusal=None):
        secret = self.request.session.get(PENDING)
        context = {"refusal": refusal, "secret": secret, "qr": secret and self._qr(secret)}
        site = {"title": "Second factor", **admin.site.each_context(self.request)}
        status = refusal.status if refusal else 200
        return render(self.request, "admin/second_factor.html", site | context, status=status)

    def _qr(self, secret):
        address = second_factor.address_of(secret, self.request.user.email, factor.ISSUER)
        return f"data:image/svg+xml;utf-8,{quote(second_factor.qr_code(address))}"

    def _go_on(self):
        target = self.request.GET.get("next", "")
        safe = target.startswith(staff.CONSOLE) and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
        return HttpResponseRedirect(target if safe else reverse("admin:index"))
