from accounts.providers.openid import OpenId


class Google(OpenId):
    issuer = "https://accounts.google.com"

    @property
    def issuers(self):
        return [*super().issuers, "accounts.google.com"]  # what tokens of some of its older libraries say
