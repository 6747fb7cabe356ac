"""One mandate of a role: what it is, its seat before and after, its holder elsewhere, and what may be done."""

from functools import partial
from typing import TYPE_CHECKING

from coop_desk.core.i18n import _
from coop_desk.core.words import day as day_words
from coop_desk.core.words import listed, long_day
from coop_desk.screen.card import Card
from coop_desk.screen.pieces import button
from coop_desk.topics.roles.adoption.service import prepare_plan
from coop_desk.topics.roles.page import mandate_forms
from coop_desk.topics.roles.seats import service
from coop_desk.topics.roles.seats.records import (
    Departure,
    Gap,
    MandateState,
    RoleMandateCard,
    RoleMandateLine,
    SeatLine,
)
from coop_desk.topics.roles.seats.rules import STATE_WORDS, seat_words

if TYPE_CHECKING:
    from coop_desk.topics.roles.page.mandates import RoleMandatesPage

_TO_COME = (MandateState.ADOPTED, MandateState.SHADOW, MandateState.RUNNING)


class MandateCard(Card):
    """The card beside the register."""

    def __init__(self, page: "RoleMandatesPage") -> None:
        super().__init__()
        self.page = page

    def show_mandate(self, mandate_id: int) -> None:
        """Show a mandate with its history."""
        asked = self.page.ask(service.role_mandate, mandate_id)
        if asked.value is None:
            return
        card: RoleMandateCard = asked.value
        line = card.line
        self.clear(line.name)
        self.add_pill(card.state, "good" if line.state is MandateState.RUNNING else "plain")
        self.add_facts(
            (
                (_("Rôle"), seat_words(line.role, line.seat, card.seats)),
                (_("Pôle"), line.pole),
                (_("Tuilage"), _from(line)),
                (_("Mandat"), _span(line)),
                (_("Terme"), long_day(line.term_on) if line.ends_on < line.term_on else ""),
                (_("Droits"), _rights(line)),
                (_("Origine"), card.origin),
                (_("Décision"), line.because),
                (_("Interrompu"), line.broken_because),
            )
        )
        for words in card.keys:
            self.add_text(words, secondary=True)
        self._told(_("Ce siège"), tuple(one for one in card.of_seat if one.id != line.id), by_name=True)
        self._told(_("Ses autres mandats"), card.of_person, by_name=False)
        self._buttons(line)
        self.show()

    def _told(self, title: str, lines: tuple[RoleMandateLine, ...], *, by_name: bool) -> None:
        if not lines:
            return
        self.add_heading(title)
        for one in lines:
            words = _("{name}, {span} : {state}")
            self.add_text(
                words.format(name=one.name if by_name else one.role, span=_span(one), state=_(STATE_WORDS[one.state]))
            )

    def _buttons(self, line: RoleMandateLine) -> None:
        made = []
        if line.state in _TO_COME and line.held and self.page.may(service.leave_early):
            made.append(button(_("Fin anticipée…"), partial(self.ask_end, line)))
        if line.state is MandateState.RUNNING and self.page.may(service.record_interim):
            made.append(button(_("Absence longue : intérim…"), partial(self._away, line)))
        if line.state in _TO_COME and self.page.may(service.ask_keys):
            made.append(button(_("Demander ses clés"), partial(self._ask_keys, line), role="quiet"))
        made.append(button(_("Histoire du rôle"), lambda: self.page.print_register(role_id=line.role_id), role="link"))
        made.append(button(_("Ses mandats"), lambda: self.page.print_register(person_id=line.person_id), role="link"))
        self.add_buttons(*made)

    def _ask_keys(self, line: RoleMandateLine) -> None:
        if self.page.run(service.ask_keys, line.id):
            self.show_mandate(line.id)

    def _away(self, line: RoleMandateLine) -> None:
        asked = mandate_forms.Asked(line.role_id, line.seat, self.page.desk.today, None, (), away=line.name)
        self.page.entrust(None, asked)

    def show_vacant(self, line: SeatLine, gap: Gap) -> None:
        """Show a seat that nobody holds, and the ways to fill it."""
        self.clear(line.where)
        self.add_pill(line.state, "warn")
        since = _("Tenu jusqu’alors par {name}.").format(name=gap.after) if gap.after else _("Jamais tenu.")
        self.add_text(_("Personne depuis le {day}. {since}").format(day=long_day(gap.starts_on), since=since))
        self.add_text(_("Cooptation, plan de rotation, élection ou tirage au sort : sa fiche le dit."), secondary=True)
        made = []
        if self.page.may(service.record_role_mandate):
            made.append(button(_("Inscrire un mandat…"), lambda: self.page.record(line), role="primary"))
        if self.page.may(service.record_interim):
            made.append(button(_("Intérim…"), lambda: self.page.entrust(line)))
        if self.page.may(prepare_plan):
            made.append(button(_("Replanifier…"), lambda: self.page.go("roles.planning", gap.starts_on)))
        if made:
            self.add_buttons(*made)
        self.show()

    # -- an early end

    def ask_end(self, line: RoleMandateLine) -> None:
        """Ask the last day, then say what it would lose before anything is written."""
        self.clear(_("Fin anticipée"))
        self.add_text(_("{name}, {role}, {span}").format(name=line.name, role=line.role, span=_span(line)))
        form = mandate_forms.leaving(self.page, line, lambda said: self.show_effect(line, said))
        self.add(form)
        self.show()
        form.begin()

    def show_effect(self, line: RoleMandateLine, said: dict[str, object]) -> None:
        """Say what stays, what is lost and what may follow, with the button that ends the mandate."""
        asked = self.page.ask(service.departure, line.id, said["on"])
        if asked.value is None:
            return
        seen: Departure = asked.value
        self.clear(_("Fin anticipée"))
        self.add_text(_("{name}, {role}").format(name=line.name, role=line.role))
        self.add_heading(_("Ce qui reste"))
        if seen.on < line.starts_on:
            self.add_text(_("Le mandat ne commencera pas : ses droits et ses clés ne s’ouvriront pas."))
        else:
            words = _("Tout jusqu’au {day}, ce jour compris. Les droits et les clés s’arrêtent ce soir-là.")
            self.add_text(words.format(day=long_day(seen.on)))
        self.add_heading(_("Ce qui se perd"))
        for words in seen.lost:
            self.add_text(_("– {words}").format(words=words))
        if not seen.lost:
            self.add_text(_("Rien de ce que le programme suit."), secondary=True)
        self.add_heading(_("La suite"))
        self.add_text(_follow(seen))
        back = button(_("Revenir"), lambda: self.show_mandate(line.id))
        self.add_buttons(button(_("Mettre fin au mandat"), lambda: self._end(seen, said), role="danger"), back)
        self.show()
        back.setFocus()

    def _end(self, seen: Departure, said: dict[str, object]) -> None:
        line = seen.line
        ids = [line.id]
        if said.get("all"):
            ids += [one.id for one in mandate_forms.others_of(self.page, line)]
        done = self.page.run(service.leave_early, tuple(ids), seen.on, said["reason"], said["because"] or "")
        if not done:
            return
        if seen.interim is None or not self.page.may(service.record_interim):
            self.page.refresh()
            return
        asked = mandate_forms.Asked(
            line.role_id, line.seat, seen.interim.starts_on, seen.interim.ends_on, seen.stand_ins
        )
        self.page.entrust(None, asked)


def _from(line: RoleMandateLine) -> str:
    return _("à partir du {day}").format(day=long_day(line.shadow_from)) if line.shadow_from is not None else ""


def _rights(line: RoleMandateLine) -> str:
    words = _("du {first} au {last}, ce jour compris")
    return words.format(first=long_day(line.rights_from), last=long_day(line.ends_on)) if line.held else ""


def _span(line: RoleMandateLine) -> str:
    if not line.held:
        return _("jamais commencé")
    return _("du {first} au {last}").format(first=day_words(line.starts_on), last=day_words(line.ends_on))


def _follow(seen: Departure) -> str:
    said = []
    if seen.interim is not None:
        words = _("Un intérim peut couvrir du {first} au {last}, sans vote.")
        said.append(words.format(first=long_day(seen.interim.starts_on), last=long_day(seen.interim.ends_on)))
        if seen.stand_ins:
            words = _("{names} supplée déjà ce rôle.")
            said.append(words.format(names=listed([name for _id, name in seen.stand_ins])))
    else:
        said.append(_("Quelqu’un prend la suite dès le lendemain."))
    words = _("Qui remplace tient le rôle jusqu’au {day}.")
    said.append(words.format(day=long_day(seen.replacement.ends_on)))
    return " ".join(said)
