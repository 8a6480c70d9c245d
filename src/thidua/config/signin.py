"""How people sign in: applications, middleware and rules of the sign-in, kept apart from other settings.

The numbers follow `docs/explanation/signing-in.md`, which says from which requirement each comes.
"""

from thidua.config.env import env

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"

SIGN_IN_APPS: list[str] = []
SIGN_IN_MIDDLEWARE = [
    "thidua.web.accounts.middleware.FirstRun",
    "thidua.web.accounts.middleware.KeepSession",
    "thidua.web.accounts.middleware.DutiesFirst",
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_LENGTH = env.number(
    "THIDUA_PASSWORD_LENGTH", 12, "Least length of a password beside a second factor."
)
PASSWORD_LENGTH_ALONE = env.number(
    "THIDUA_PASSWORD_LENGTH_ALONE", 14, "Least length of a password without a second factor."
)
PASSWORDS_REMEMBERED = env.number(
    "THIDUA_PASSWORDS_REMEMBERED", 10, "How many former passwords an administrator may not come back to."
)
PASSWORD_DAYS_ADMIN = env.number(
    "THIDUA_PASSWORD_DAYS_ADMIN", 60, "Days after which an administrator changes the password; 0: never."
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "thidua.accounts.passwords.LongEnough"},
    {"NAME": "thidua.accounts.passwords.NotAboutThePerson"},
    {"NAME": "thidua.accounts.passwords.NotCommon"},
    {"NAME": "thidua.accounts.passwords.NotUsedBefore"},
]

LOCK_AFTER_TRIES = env.number(
    "THIDUA_LOCK_AFTER_TRIES", 5, "Wrong tries for one name from one network that lock it."
)
LOCK_WINDOW_MINUTES = env.number(
    "THIDUA_LOCK_WINDOW_MINUTES", 10, "Within how many minutes those tries count."
)
LOCK_MINUTES = env.number(
    "THIDUA_LOCK_MINUTES", 30, "How long a lock lasts, in minutes, counted from the last try."
)
LOCK_AFTER_TRIES_ANYWHERE = env.number(
    "THIDUA_LOCK_AFTER_TRIES_ANYWHERE",
    50,
    "Wrong tries a day for one name from anywhere that close it to new places.",
)
THROTTLE_AFTER_TRIES = env.number(
    "THIDUA_THROTTLE_AFTER_TRIES", 30, "Wrong tries for any names from one network that close the door to it."
)
THROTTLE_WINDOW_MINUTES = env.number(
    "THIDUA_THROTTLE_WINDOW_MINUTES", 10, "Within how many minutes those tries count."
)

IDLE_MINUTES = env.number("THIDUA_IDLE_MINUTES", 15, "Minutes without an act after which a session ends.")
IDLE_MINUTES_ADMIN = env.number("THIDUA_IDLE_MINUTES_ADMIN", 5, "The same for administrators.")
SESSION_HOURS = env.number(
    "THIDUA_SESSION_HOURS", 8, "Hours after which a person signs in again, whatever they do."
)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True

RETIRE_AFTER_DAYS = env.number(
    "THIDUA_RETIRE_AFTER_DAYS", 45, "Days unused after which an account is deactivated."
)
ACCESS_LOG_DAYS = env.number(
    "THIDUA_ACCESS_LOG_DAYS", 366, "Days for which lines of the access log are kept."
)
TRUSTED_PROXIES = env.number(
    "THIDUA_TRUSTED_PROXIES", 0, "Proxies in front, each of which adds the caller to X-Forwarded-For."
)
SIGN_IN_HELP = env.text(
    "THIDUA_SIGN_IN_HELP",
    "",
    "Whom to ask when one cannot sign in: office, telephone. Shown on the sign-in page.",
)
