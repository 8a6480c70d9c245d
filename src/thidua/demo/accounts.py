"""The accounts of the demonstration: one is shown for each role on the sign-in page, in demo mode only."""

from dataclasses import dataclass

from thidua.demo.files import read

# Known to everyone by design: it opens nothing but invented records on the machine of whoever started the demo.
PASSWORD = "hoa-sen-giua-dong-bang"  # noqa: S105 -- the demonstration's public password, printed at start


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """One account offered for signing in: the role's words, the name to type, whose it is."""

    role: str
    role_words: str
    username: str
    person: str
    unit: str


def shown_accounts() -> tuple[ShownAccount, ...]:
    """The main account of each role, in the order of the roles in the story."""
    story = read("organisations")
    words = {role["code"]: role["name"] for role in story["roles"]}
    people = {person["id"]: person for person in story["people"]}
    units = {unit["code"]: unit["short"] for unit in story["organisations"]}
    main = {
        account.get("main_for", account["roles"][0]): account
        for account in story["accounts"]
        if account.get("main")
    }
    shown = []
    for code, said in words.items():
        if (account := main.get(code)) is None:
            continue
        person = people[account["person"]]
        shown.append(
            ShownAccount(code, said, account["username"], person["name"], units[person["offices"][0]["org"]])
        )
    return tuple(shown)
