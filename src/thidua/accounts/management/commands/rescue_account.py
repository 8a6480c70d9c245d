"""`thidua rescue_account`: the way in for whoever keeps the server, when no administrator can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from thidua.accounts.actions import reset_password, reset_second_factor, unlock_account
from thidua.accounts.errors import AccountsError
from thidua.accounts.models import User
from thidua.accounts.passwords import one_time_password
from thidua.accounts.queries import find_username, has_second_factor
from thidua.foundation import clock
from thidua.foundation.actors import SystemActor
from thidua.foundation.wording import render


class Command(BaseCommand):
    """Unlock an account, and on request give a one-time password or take away a lost second factor."""

    help = "Unlock an account from the server's console; every step is written to the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The account, and what to do."""
        parser.add_argument("username", help="sign-in name of the account")
        parser.add_argument("--password", action="store_true", help="also print a one-time password")
        parser.add_argument(
            "--second-factor", metavar="REASON", help="also take away the second factor; say why"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it step by step."""
        del args
        user = find_username(options["username"])
        if user is None:
            message = f"No account has the sign-in name {options['username']!r}."
            raise CommandError(message)
        try:
            self._rescue(user, password=options["password"], reason=options["second_factor"])
        except AccountsError as error:
            with override("en"):
                raise CommandError(render(error.sentence)) from error

    def _rescue(self, user: User, *, password: bool, reason: str | None) -> None:
        actor, moment = SystemActor("rescue_account"), clock.now()
        unlock_account(actor=actor, user=user, at=moment)
        self.stdout.write(f"unlocked: {user}")
        if reason is not None and has_second_factor(user):
            reset_second_factor(actor=actor, user=user, reason=reason, at=moment)
            self.stdout.write("the second factor is taken away")
        if password:
            given = one_time_password()
            reset_password(actor=actor, user=user, password=given, at=moment)
            self.stdout.write(f"one-time password: {given}")
