"""How people sign in: applications, middleware and rules of the sign-in libraries, kept apart from other settings."""

AUTH_USER_MODEL = "accounts.User"

SIGN_IN_APPS: list[str] = []
SIGN_IN_MIDDLEWARE: list[str] = []
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
