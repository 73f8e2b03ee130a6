"""REST doors of /api/circles."""

from topin.rest import ApiView


class CirclesView(ApiView):
    pass
