"""Bodies with files: bounded before anything of them is read."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Refuses a body of more than UPLOAD_BODY_BYTES by the length it announces.

    Nobody can send more than that: what follows is not read. Smaller ones are kept in memory up to
    2.5 MiB a file, and in a temporary file above.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.UPLOAD_BODY_BYTES:
            raise RequestDataTooBig(f"A body with files has at most {settings.UPLOAD_BODY_BYTES} bytes")

    def receive_data_chunk(self, raw_data, start):
        return raw_data  # to the handlers that keep it

    def file_complete(self, file_size):
        return None
