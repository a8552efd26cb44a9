"""Links by mail that let their reader in once."""

from __future__ import annotations

import logging
from datetime import datetime

from digest import rendering
from digest.desk import entering, knocking
from digest.desk.posting import post
from digest.errors import DigestError
from digest.newsroom import Newsroom
from digest.sockets import Accounts

LINES = """\
Somebody, and we trust it was you, asked to come in at the desk of {name}.

This link lets you in once, within the next 15 minutes:

{link}

If it was not you, leave it: nobody else has it.
"""

log = logging.getLogger(__name__)


def address_of(home: str, secret: str) -> str:
    """The link that holds this secret, at the desk that is found at `home`."""
    return f"{home.rstrip('/')}/link/{secret}"


def may_ask(accounts: Accounts, address: str, client: str, now: datetime) -> None:
    """Count a wish for a link. Raises TooOften, for a known address as for an unknown one."""
    knocking.ask_for_link(accounts, address, client, now)


def link_for(
    room: Newsroom, accounts: Accounts, address: str, home: str, now: datetime, page: str = ""
) -> None:
    """Mail a link to a page of the desk to whoever has this address here; nothing happens where nobody has.

    It raises nothing and is to be called when the answer is out already: neither the answer nor how long
    it took tells whether the address is known.
    """
    user = accounts.find(address)
    if user is None or not user.active:
        return
    try:
        link = address_of(home, entering.link(accounts, user, now, page))
        text = LINES.format(name=room.newsletter.name, link=link)
        subject = f"Your way in to {room.newsletter.name}"
        said = rendering.Memo(user.address, subject, text)
        post(room, rendering.memo(room.newsletter, said, now, room.dkim))
    except DigestError as fault:
        log.warning("a link to sign in could not be mailed: %s", fault)
