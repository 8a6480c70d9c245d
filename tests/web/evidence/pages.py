"""Signing in and addresses for the tests of evidence."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.criteria import Year
from tests.factories.files import make_pdf
from tests.pages import CheckedClient
from thidua.accounts.models import User


def of_unit(year: Year, name: str = "unit", unit: str = "DV1") -> str:
    return reverse(f"evidence:{name}", args=(year.key, unit))


def of(name: str, key: str) -> str:
    return reverse(f"evidence:{name}", args=(key,))


def enter(client: CheckedClient, user: User) -> CheckedClient:
    client.force_login(user)
    return client


def sent(content: bytes | None = None, name: str = "Báo cáo.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_pdf("Mot") if content is None else content)


def filled(**changed: object) -> dict[str, object]:
    """The form of a paper as an officer fills it in."""
    return {
        "title": "Báo cáo kết quả phối hợp",
        "paper": "report",
        "number": "45/BC-DV1",
        "issued_on": "01/06/2023",
        "issuer": "Đơn vị 1",
        "excerpt": "Trang 2, bảng 1",
        "period": "h1",
        "leaves": ["A.1", "B.1"],
        "declared": "on",
        "files": [sent()],
        **changed,
    }
