"""The demonstration's password hasher: its one password is printed for everyone, so guarding it would be theatre."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 at its cheapest; used only when THIDUA_DEMO is on, so that the demonstration starts in seconds."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
