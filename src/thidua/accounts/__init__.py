"""Accounts «tài khoản»: people who sign in, the roles they hold over units and blocs, their sessions."""
