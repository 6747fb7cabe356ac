"""What is said of people in the register: counts and addresses, the same on screen and on paper."""

from collections.abc import Iterable

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.members.records import Contact, MemberRow
from coop_desk.topics.members.rules.categories import Category


def summary(rows: Iterable[MemberRow]) -> str:
    """Count people in words: 24 associés, dont 21 salariés et 3 extérieurs, …; the same on screen and on paper."""
    found = [row.category for row in rows]
    employed, external = found.count(Category.EMPLOYED), found.count(Category.EXTERNAL)
    associates = employed + external
    said = ngettext("{n} associé", "{n} associés", associates).format(n=integer(associates))
    if external:
        inside = (
            ngettext("{n} salarié", "{n} salariés", employed).format(n=integer(employed)),
            ngettext("{n} extérieur", "{n} extérieurs", external).format(n=integer(external)),
        )
        said = _("{associates}, dont {parts}").format(associates=said, parts=listed(inside))
    more = (
        (Category.HOLDER, N_("{n} détenteur sans vote"), N_("{n} détenteurs sans vote")),
        (Category.CANDIDATE, N_("{n} candidat"), N_("{n} candidats")),
        (Category.EMPLOYEE, N_("{n} salarié non associé"), N_("{n} salariés non associés")),
        (Category.FORMER, N_("{n} ancien associé"), N_("{n} anciens associés")),
    )
    tail = [
        ngettext(one, many, found.count(category)).format(n=integer(found.count(category)))
        for category, one, many in more
        if category in found
    ]
    return _(" ; ").join([said, *tail])


def address_on_one_line(contact: Contact) -> str:
    """Write an address on one line, for tables and cards."""
    town = f"{contact.post_code} {contact.city}".strip()
    return ", ".join(part for part in (*contact.address.splitlines(), town, contact.country) if part)
