"""REST doors of /api/notifications/devices."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from notifications import devices
from notifications.device_serializers import Device, DeviceList, NewDevice, PushKey
from notifications.providers import webpush
from topin.rest import READ, ApiView, validated


class DevicesView(ApiView):
    @extend_schema(summary="Where one gets pushes", responses=DeviceList)
    def get(self, request):
        return Response(devices.get_devices(request.viewer))

    @extend_schema(summary="Get pushes here", request=NewDevice, responses={201: Device})
    def post(self, request):
        return Response(devices.register_device(request.viewer, **validated(NewDevice, request)), status=201)


class DeviceView(ApiView):
    @extend_schema(summary="Get no more pushes there", responses={204: None})
    def delete(self, request, device_id):
        devices.remove_device(request.viewer, device_id)
        return Response(status=204)


class PushKeyView(ApiView):
    visitors_may = READ

    @extend_schema(summary="The key that browsers subscribe with", responses=PushKey)
    def get(self, request):
        return Response({"vapid_public_key": webpush.vapid_public_key()})
