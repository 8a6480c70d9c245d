"""The screens of accounts as a Django application."""

from django.apps import AppConfig


class AccountScreensConfig(AppConfig):
    """The door, one's own account, the books of accounts."""

    name = "thidua.web.accounts"
    label = "web_accounts"

    def ready(self) -> None:
        """Tell the frame when the session ends and who sees the menu entry; open a session at every sign-in."""
        from django.contrib.auth.signals import user_logged_in

        from thidua.accounts.permissions import may_administer_accounts
        from thidua.web.accounts.sessions import begin_session, session_end
        from thidua.web.shared.context import SESSION_END
        from thidua.web.shared.menu import RULES

        user_logged_in.connect(begin_session, dispatch_uid="accounts.begin_session")
        if session_end not in SESSION_END:
            SESSION_END.append(session_end)
        RULES["users"] = may_administer_accounts
