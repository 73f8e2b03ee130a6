"""Uploads to a bucket: members send to S3 itself, by addresses that its keys signed."""

import mimetypes
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import itemgetter

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings

from topin import errors
from topin.storage import Address, Part, UploadGone

TYPE = "application/octet-stream"  # of originals, whatever they claim to be
GONE = ("NoSuchUpload", "NoSuchKey", "404", "NotFound")


class BucketUploads:
    def __init__(self, store):
        self.store = store
        self.bucket = store.bucket_name

    @property
    def client(self):
        return self.store.connection.meta.client

    def begin(self, upload):
        """The bucket's name of a new upload in parts, or None for a file in one piece."""
        if not upload.in_parts:
            return None
        begun = self.client.create_multipart_upload(**self._object(upload.original), ContentType=TYPE)
        return begun["UploadId"]

    def addresses(self, upload, numbers):
        """An Address for each of these parts; each takes exactly as many bytes as the part has."""
        until = datetime.now(UTC) + timedelta(seconds=settings.MEDIA_UPLOAD_SECONDS)
        return [self._address(upload, number, until) for number in numbers]

    def _address(self, upload, number, until):
        wanted = {**self._object(upload.original), "ContentLength": upload.size_of(number)}
        if upload.in_parts:
            deed, headers = "upload_part", {}
            wanted |= {"UploadId": upload.upload_id, "PartNumber": number}
        else:
            deed, headers = "put_object", {"Content-Type": TYPE}
            wanted["ContentType"] = TYPE
        url = client_for_members(self.store).generate_presigned_url(
            deed, wanted, ExpiresIn=settings.MEDIA_UPLOAD_SECONDS
        )
        return Address(number, url, headers, until)

    def read_ticket(self, token):
        """Raises NotFound: members send to the bucket itself."""
        raise errors.NotFound()

    def arrived(self, upload):
        """The Parts that are there, in the order in which they came; the last one of a number counts."""
        if not upload.in_parts:
            found = self._head(upload.original)
            return [Part(1, found["ContentLength"], _plain(found["ETag"]))] if found else []
        if upload.upload_id is None:
            return []
        try:
            pages = self.client.get_paginator("list_parts").paginate(
                **self._object(upload.original), UploadId=upload.upload_id
            )
            found = [part for page in pages for part in page.get("Parts", ())]
        except ClientError as error:
            if not _is_gone(error):
                raise
            return []
        # SeaweedFS lists a part that was sent twice twice.
        found.sort(key=itemgetter("LastModified"))
        return [Part(part["PartNumber"], part["Size"], _plain(part["ETag"])) for part in found]

    def finish(self, upload, parts):
        """Makes the original of parts that are all there. Raises UploadGone where somebody did it before."""
        if not upload.in_parts:
            return
        told = [{"PartNumber": part.number, "ETag": f'"{part.etag}"'} for part in parts]
        wanted = {**self._object(upload.original), "UploadId": upload.upload_id, "MultipartUpload": {"Parts": told}}
        try:
            self.client.complete_multipart_upload(**wanted)
        except ClientError as error:
            if not _is_gone(error):
                raise
            raise UploadGone(upload.original) from error

    def is_there(self, upload):
        """Whether all of the original has been put together."""
        found = self._head(upload.original)
        return found is not None and found["ContentLength"] == upload.size

    def abort(self, original, upload_id):
        """Has the bucket forget the parts of an upload that never became whole."""
        if not upload_id:
            return
        try:
            self.client.abort_multipart_upload(**self._object(original), UploadId=upload_id)
        except ClientError as error:
            if not _is_gone(error):
                raise

    def abort_older(self, moment):
        """The same for all that began before a moment, whoever forgot them. Returns how many."""
        prefix = _key(self.store, "originals/")
        pages = self.client.get_paginator("list_multipart_uploads").paginate(Bucket=self.bucket, Prefix=prefix)
        old = [found for page in pages for found in page.get("Uploads", ()) if found["Initiated"] < moment]
        for found in old:
            self.client.abort_multipart_upload(Bucket=self.bucket, Key=found["Key"], UploadId=found["UploadId"])
        return len(old)

    def written_before(self, moment):
        """Lists of names of originals that were written before a moment."""
        prefix = _key(self.store, "originals/")
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix):
            found = [one["Key"] for one in page.get("Contents", ()) if one["LastModified"] < moment]
            yield [f"originals/{key.removeprefix(prefix)}" for key in found]

    def _head(self, name):
        try:
            return self.client.head_object(**self._object(name))
        except ClientError as error:
            if not _is_gone(error):
                raise
            return None

    def _object(self, name):
        return {"Bucket": self.bucket, "Key": _key(self.store, name)}


def copy(source, name, target, target_name):
    """Copies a file of one store to another, inside the bucket."""
    kept = target.get_object_parameters(target_name)
    kind = mimetypes.guess_type(target_name)[0] or TYPE
    target.connection.meta.client.copy(
        {"Bucket": source.bucket_name, "Key": _key(source, name)},
        target.bucket_name,
        _key(target, target_name),
        ExtraArgs={"MetadataDirective": "REPLACE", "ContentType": kind, **kept},
    )


def reading_address(store, name, seconds, content_type):
    """An address by which anybody reads a file of the store for so many seconds."""
    wanted = {"Bucket": store.bucket_name, "Key": _key(store, name)}
    if content_type:
        wanted["ResponseContentType"] = content_type
    return client_for_members(store).generate_presigned_url("get_object", wanted, ExpiresIn=seconds)


@cache
def client_for_members(store):
    """A client of the store's bucket whose signed addresses lead where members reach it: they hold for one host."""
    return boto3.session.Session().client(
        "s3",
        aws_access_key_id=store.access_key,
        aws_secret_access_key=store.secret_key,
        region_name=store.region_name,
        endpoint_url=settings.AWS_S3_PUBLIC_ENDPOINT_URL or store.endpoint_url,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": store.addressing_style},
            request_checksum_calculation="when_required",  # members send plain bytes; the whole has a SHA-256
        ),
    )


def _key(store, name):
    return f"{store.location}/{name}" if store.location else name


def _plain(etag):
    return etag.strip('"')


def _is_gone(error):
    return error.response.get("Error", {}).get("Code") in GONE
