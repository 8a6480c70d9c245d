"""Every setting of the product, read once from the environment."""

import secrets
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from thidua.config.databases import database
from thidua.config.env import env
from thidua.config.mail import mailers
from thidua.config.signin import *  # noqa: F403 -- sign-in rules are settings too, kept in their own file
from thidua.config.signin import PASSWORD_HASHERS, SIGN_IN_APPS, SIGN_IN_MIDDLEWARE

PACKAGE = Path(__file__).resolve().parent.parent
VAR = env.path(
    "THIDUA_VAR", Path.cwd() / "var" / "local", "Folder for the database, files and keys.", "var/local"
)
VAR.mkdir(parents=True, exist_ok=True)


def _secret() -> str:
    """The signing key: from the environment, else made once and kept in the var folder, readable by its owner only."""
    given = env.text(
        "THIDUA_SECRET_KEY", "", "Key that signs sessions; made and kept in the var folder when empty."
    )
    if given:
        return given
    kept = VAR / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


DEBUG = env.flag(
    "THIDUA_DEBUG", False, "Developer mode: gallery of parts, error pages with code. Never in production."
)
DEMO = env.flag("THIDUA_DEMO", False, "Demonstration: the sign-in page lists the demonstration accounts.")
if DEMO:
    PASSWORD_HASHERS = ["thidua.demo.hashing.QuickArgon2", *PASSWORD_HASHERS]
SECRET_KEY = _secret()
ALLOWED_HOSTS = env.words(
    "THIDUA_HOSTS", "127.0.0.1,localhost,[::1]", "Names under which the product may be reached."
)
CSRF_TRUSTED_ORIGINS = env.words("THIDUA_ORIGINS", "", "Origins behind a proxy, with https://.")
DATABASES: dict[str, Any] = {
    "default": database(
        env.text("THIDUA_DATABASE", f"sqlite:///{VAR / 'thidua.sqlite3'}", "Address of the database.")
    )
}

ROOMS = sorted(f"thidua.{found.parent.name}" for found in PACKAGE.glob("*/apps.py"))
WEB_ROOMS = sorted(f"thidua.web.{found.parent.name}" for found in PACKAGE.glob("web/*/urls.py"))
INSTALLED_APPS = [
    *WEB_ROOMS,
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    *SIGN_IN_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *SIGN_IN_MIDDLEWARE,
]
ROOT_URLCONF = "thidua.config.urls"
WSGI_APPLICATION = "thidua.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(str(folder) for folder in PACKAGE.glob("web/*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "thidua.web.shared.jinja.environment",
            "context_processors": ["thidua.web.shared.context.shell"],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "thidua_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "thidua.foundation.static.HashedFiles"
    },
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
HTTPS = env.flag(
    "THIDUA_HTTPS", False, "Served over HTTPS: secure cookies, HSTS and redirects are switched on."
)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "thidua.web.shared.errors.form_went_stale"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "thidua_session"
CSRF_COOKIE_NAME = "thidua_csrf"
SESSION_COOKIE_SAMESITE = "Lax"

UPLOAD_MAX_BYTES = env.number("THIDUA_UPLOAD_MAX_MB", 20, "Largest file taken, in megabytes.") * 1024 * 1024
UPLOAD_REQUEST_MAX_BYTES = (
    env.number("THIDUA_UPLOAD_REQUEST_MAX_MB", 120, "Largest request taken at once, in megabytes.")
    * 1024
    * 1024
)
DATA_UPLOAD_MAX_NUMBER_FILES = env.number("THIDUA_UPLOAD_MAX_FILES", 20, "Files taken at once.")
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES + 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "thidua.foundation.uploads.UploadGate",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SCAN_COMMAND = env.text(
    "THIDUA_SCAN_COMMAND",
    "",
    "Virus scanner that reads a file on standard input (0 clean, 1 infected); when empty, files are not scanned.",
)
SCAN_SECONDS = env.number("THIDUA_SCAN_SECONDS", 60, "Seconds a scanner may take for one file.")

MAIL_HOST = env.text(
    "THIDUA_MAIL_HOST", "", "Mail server; when empty, mail is written to files in the var folder."
)
MAIL_FOLDER = VAR / "mail"
MAILERS = mailers(MAIL_HOST, MAIL_FOLDER)
DEFAULT_FROM_EMAIL = env.text("THIDUA_MAIL_FROM", "thidua@localhost", "Sender of mail.")

NOTICE_DAYS = env.number(
    "THIDUA_NOTICE_DAYS", 400, "Days after which notices are dropped; 0 keeps them for ever."
)

PUBLIC_URL = env.text(
    "THIDUA_URL", "http://127.0.0.1:8000", "Address under which people open the product, for links in mail."
).rstrip("/")

PLACE_NAME = env.text("THIDUA_PLACE", "Tỉnh Tây Ninh", "Place shown under the product's name.")
STANDING_BODY = env.text(
    "THIDUA_STANDING_BODY",
    "Cơ quan thường trực Hội đồng Thi đua – Khen thưởng tỉnh Tây Ninh",
    "Managing body shown in the footer.",
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
