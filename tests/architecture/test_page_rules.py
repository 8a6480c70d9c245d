"""The rules the client checks on every page can really fail."""

import pytest

from tests.pages import Page

WHOLE = '<!doctype html><html lang="vi"><head><title>Chấm điểm – Thi đua</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<h1>Chấm <b>điểm</b></h1>", []),
        ("<p>x</p>", ["one h1 expected, found []"]),
        ("<h1>Chấm điểm</h1><h1>Hai</h1>", ["one h1 expected, found ['Chấm điểm', 'Hai']"]),
        ("<h1>Khác</h1>", ["the title ['Chấm điểm – Thi đua'] does not repeat the h1 'Khác'"]),
        ('<h1>Chấm điểm</h1><input name="a">', ["<input name='a'> without a label"]),
        ('<h1>Chấm điểm</h1><label for="a">A</label><input id="a"><label>B <select></select></label>', []),
        (
            '<h1>Chấm điểm</h1><textarea aria-labelledby="gone"></textarea>',
            ["<textarea name=''> without a label"],
        ),
        ('<h1>Chấm điểm</h1><p id="x"></p><p id="x"></p>', ["id 'x' 2 times"]),
        ('<h1>Chấm điểm</h1><p style="color:red">', ["inline style on <p>"]),
        ("<h1>Chấm điểm</h1><script>alert(1)</script>", ["inline script"]),
        ('<h1>Chấm điểm</h1><script type="application/json">{}</script>', []),
        ('<h1>Chấm điểm</h1><a onclick="x()">a</a>', ["inline handler onclick on <a>"]),
        ('<h1>Chấm điểm</h1><a href="javascript:x()">a</a>', ["javascript: address on <a>"]),
        ("<h1>Chấm điểm</h1><button><svg><title></title></svg></button>", ["button without a name"]),
        ('<h1>Chấm điểm</h1><img src="a.png">', ["picture without alt: a.png"]),
        ('<h1>Chấm điểm</h1><form method="post"></form>', ["form that posts without a CSRF token"]),
        ('<h1>Chấm điểm</h1><form method="post"><input type="hidden" name="csrfmiddlewaretoken"></form>', []),
    ],
)
def test_each_rule_of_a_page_can_fail(body: str, faults: list[str]) -> None:
    assert Page(WHOLE.format(body)).faults == faults


def test_a_page_without_a_language_is_at_fault() -> None:
    assert Page("<!doctype html><html><title>A</title><h1>A</h1></html>").faults == ["html lang is ''"]


def test_a_fragment_owes_no_heading() -> None:
    assert Page("<tr><td>1</td></tr>").faults == []
