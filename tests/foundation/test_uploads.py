"""The gate of uploads: a large request is turned away unread, a large file is cut, both are told with the limit."""

from typing import IO, Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from thidua.foundation.uploads import UploadGate, limits, turned_away

MEGABYTE = 1024 * 1024


class Film:
    """A film that arrives as it is read, and counts what was read of it; it is never in memory as a whole."""

    def __init__(self, size: int) -> None:
        self.size, self.given, self.largest = size, 0, 0

    def read(self, size: int = -1) -> bytes:
        wanted = self.size - self.given if size < 0 else min(size, self.size - self.given)
        self.given += wanted
        self.largest = max(self.largest, wanted)
        return b"\0" * wanted


def sent(content: bytes, *, name: str = "a.pdf", count: int = 1) -> Any:
    files = [SimpleUploadedFile(name, content) for _ in range(count)]
    return RequestFactory().post("/", {"words": "x", "files": files})


def test_a_film_of_300_megabytes_is_turned_away_without_being_held():
    film, request = Film(300 * MEGABYTE), sent(b"x")
    gate = UploadGate(request)

    answer = gate.handle_raw_input(cast("IO[bytes]", film), {}, film.size, "b")

    assert answer is not None
    assert [len(part) for part in answer] == [0, 0]
    assert (film.given, film.largest) == (300 * MEGABYTE, 64 * 1024)
    said = turned_away(request)
    assert said is not None
    assert said.params == {"size": 300, "request": 120, "file": 20, "files": 20}


def test_a_request_within_the_limit_is_read_as_ever(settings):
    request = sent(b"%PDF-1.4 nho")

    assert request.FILES["files"].read() == b"%PDF-1.4 nho"
    assert request.POST["words"] == "x"
    assert turned_away(request) is None


@pytest.mark.parametrize("memory", [0, 10 * MEGABYTE], ids=["on disk", "in memory"])
def test_a_file_is_cut_right_behind_the_limit(settings, memory):
    settings.UPLOAD_MAX_BYTES, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000, memory

    request = sent(b"x" * 250_000)

    assert request.FILES["files"].size == 100_001
    assert request.POST["words"] == "x"
    request.close()


def browser(language: str) -> Client:
    """A browser that holds the cookie of a form it opened before."""
    client = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    client.cookies["thidua_csrf"] = "a" * 32
    return client


@pytest.mark.django_db
def test_ten_thousand_files_are_told_the_limit(language):
    part = '--b\r\nContent-Disposition: form-data; name="files"; filename="{}.pdf"\r\n\r\nx\r\n'
    body = "".join(part.format(number) for number in range(10_000)) + "--b--\r\n"

    answer = browser(language).post(
        "/tai-khoan/", body.encode(), content_type="multipart/form-data; boundary=b"
    )

    assert answer.status_code == 413
    assert ("20 tệp" if language == "vi" else "20 files") in answer.text


@pytest.mark.django_db
def test_a_request_too_large_is_told_the_limit_though_its_token_was_not_read(settings, language):
    settings.UPLOAD_REQUEST_MAX_BYTES = 2 * MEGABYTE

    answer = browser(language).post(
        "/tai-khoan/", {"files": SimpleUploadedFile("phim.mp4", b"x" * (3 * MEGABYTE))}
    )

    assert answer.status_code == 413
    assert "4 MB" in answer.text
    assert "2 MB" in answer.text


def test_the_limits_are_those_of_the_settings(settings):
    settings.UPLOAD_MAX_BYTES = 5 * MEGABYTE

    assert limits() == {"file": 5, "request": 120, "files": 20}
