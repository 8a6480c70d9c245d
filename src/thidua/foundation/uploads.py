"""The gate of uploads: what is too much is turned away while it arrives, before memory or disk fill.

A request that announces more than one may send at once is not read into anything; a file that outgrows the limit is
cut right behind it, so that whoever looks at it finds it too large. Both are then told with the limit.
"""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_

MEGABYTE = 1024 * 1024
# What is read and thrown away of a request that is too large, so that the browser hears the answer.
MOST_DRAINED = 1024 * MEGABYTE
TURNED_AWAY = "_thidua_turned_away"


def turned_away(request: HttpRequest) -> Sentence | None:
    """Why nothing of a request was read, or None when it was."""
    found: Sentence | None = request.__dict__.get(TURNED_AWAY)
    return found


def limits() -> dict[str, int]:
    """What may be sent: the largest file and the largest request in megabytes, the number of files at once."""
    return {
        "file": int(settings.UPLOAD_MAX_BYTES) // MEGABYTE,
        "request": int(settings.UPLOAD_REQUEST_MAX_BYTES) // MEGABYTE,
        "files": int(settings.DATA_UPLOAD_MAX_NUMBER_FILES),
    }


class UploadGate(FileUploadHandler):
    """The first handler of every upload: it keeps nothing, and lets no more through than is allowed."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, Any],  # noqa: N803 -- the name Django calls it by
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """Turn away a request that announces too much."""
        del META, boundary, encoding
        if content_length <= int(settings.UPLOAD_REQUEST_MAX_BYTES) or self.request is None:
            return None
        said = limits()
        self.request.__dict__[TURNED_AWAY] = Sentence(
            N_(
                "What was sent has {size} MB; at most {request} MB are taken at once, and {file} MB for each file."
            ),
            {**said, "size": -(-content_length // MEGABYTE)},
        )
        left = min(content_length, MOST_DRAINED)
        while left > 0 and (read := input_data.read(min(left, self.chunk_size))):
            left -= len(read)
        return QueryDict(), MultiValueDict()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand on what is within the limit, and the first bytes beyond it, by which it is seen to be too large."""
        room = int(settings.UPLOAD_MAX_BYTES) + 1 - start
        return raw_data[:room] if room > 0 else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""
