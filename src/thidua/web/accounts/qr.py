"""The square code of an address, as SVG with presentation attributes only: nothing the content policy would block."""

from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4


def square_code(text: str) -> Markup:
    """An `<svg>` of the code, dark on white in both themes, with its quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg class="square-code" viewBox="0 0 {size} {size}" width="240" height="240" role="img" '
        'aria-labelledby="square-code-title" shape-rendering="crispEdges"><title id="square-code-title">QR</title>'
        '<rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    ).format(size=size, path=path)
