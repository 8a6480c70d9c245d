"""Addresses of the tests of the parts: the whole product, the gallery, and pages that only these tests need."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import engines
from django.urls import path

from thidua.config.urls import handler400, handler403, handler404, handler500
from thidua.config.urls import urlpatterns as product
from thidua.web.shared.views import Gallery

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


TRYING = """{% extends "shared/base.html" %}{% import "shared/parts.html" as parts %}
{% block title %}Thử{% endblock %}
{% block content %}{{ parts.page_head("Thử") }}
<form method="post" action="/_tried/" data-draft="report" data-once>{{ csrf_input }}
{{ parts.field("title", "Tên", "Bản đang lưu") }}{{ parts.field("reason", "Lý do", kind="textarea") }}
{{ parts.field("unit", "Đơn vị", ["CA"], kind="checkboxes", choices=[("CA", "Công an"), ("TA", "Tòa án")]) }}
{{ parts.field("secret", "Mật khẩu", kind="password") }}{{ parts.field("scan", "Tệp", kind="file") }}
{{ parts.button("Lưu") }}</form>
<form method="post" action="/_tried/" data-guard>{{ csrf_input }}{{ parts.field("note", "Ghi chú") }}</form>
{{ parts.post_button("Thu hồi", "/_tried/", csrf_input, confirm="Không lấy lại được.", confirm_title="Thu hồi?") }}
<form hx-post="/_sent/" hx-target="#answer" data-draft="quick">{{ csrf_input }}{{ parts.field("mark", "Điểm") }}{{ parts.button("Ghi ngay") }}</form><p id="answer"></p>
<button type="button" hx-post="/_tried/" hx-target="#answer">Đã hết phiên</button>
{% if now %}{{ parts.idle_session(now + left, now=now, stay_url="/_stay/", sign_in_url="/_tried/", sign_out_url="/_tried/", csrf=csrf_input) }}{% endif %}
{% endblock %}"""

stays: list[float] = []
tried: list[dict[str, str]] = []


def trying(request: HttpRequest) -> HttpResponse:
    """A page with forms; `now` and `left` put a session's end on it."""
    given = {"now": float(request.GET.get("now", 0)), "left": float(request.GET.get("left", 0))}
    return HttpResponse(engines["jinja2"].from_string(TRYING).render(given, request))


def took(request: HttpRequest) -> HttpResponse:
    """Where the forms go: with `?saved` the next page says that it was saved, otherwise it says nothing."""
    if request.method == "POST":
        tried.append({name: str(request.POST[name]) for name in request.POST})
        if "saved" in request.GET:
            messages.success(request, "Đã lưu")
        return HttpResponseRedirect(request.get_full_path())
    page = """{% extends "shared/base.html" %}{% block title %}Đã nhận{% endblock %}
    {% block content %}{{ parts.page_head("Đã nhận") }}{% endblock %}"""
    return HttpResponse(engines["jinja2"].from_string(page).render({}, request))


def sent(request: HttpRequest) -> HttpResponse:
    """Where htmx posts: a mark above ten is refused and stays in the form."""
    mark = request.POST["mark"]
    return HttpResponse(f"Đã ghi {mark}", status=200 if mark.isdigit() and int(mark) <= 10 else 422)


def stay(request: HttpRequest) -> JsonResponse:
    """Renew: the end moves ten minutes beyond what the page says is now."""
    now = float(request.headers.get("X-Test-Now", 0)) or float(request.GET.get("now", 0))
    stays.append(now)
    return JsonResponse({"expires_at": FAR, "now": FAR - 600})


FAR = 4_000_000_000.0

urlpatterns = [
    path("_parts/", Gallery.as_view()),
    path("_trying/", trying),
    path("_tried/", took),
    path("_stay/", stay),
    path("_sent/", sent),
    *product,
]
