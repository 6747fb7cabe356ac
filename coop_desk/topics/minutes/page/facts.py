"""What the minutes of a meeting take from the registers, and what they still lack."""

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen.card import Card
from coop_desk.topics.minutes.records import Facts, Resolution
from coop_desk.topics.minutes.views import MinutesView
from coop_desk.topics.minutes.wording import taking_part, votes


class FactsCard(Card):
    """The facts of a meeting, read-only, with the list of what its minutes must contain."""

    def show_view(self, view: MinutesView) -> None:
        """Show the facts, what prevents sealing first."""
        facts = view.facts
        self.clear(_("Repris de la séance"))
        if not view.sealed:
            self.show_missing(view)
            self.add_text(
                _("Ces faits viennent de la séance et des registres : rien n’est à recopier."), secondary=True
            )
        else:
            self.add_text(_("Ces faits sont ceux du procès-verbal scellé."), secondary=True)
        bureau = [facts.chair, *facts.tellers, facts.secretary]
        self.add_facts(
            [
                (_("Société"), f"{facts.company.name}, {facts.company.form}"),
                (_("Lieu"), facts.place),
                (_("Ouverture et clôture"), self.hours(facts)),
                (_("Convocation"), self.sendings(facts)),
                (_("Bureau"), words.listed(list(dict.fromkeys(person.name for person in bureau if person)))),
                (_("Présence"), self.presence(facts)),
                (_("Documents"), words.listed(facts.documents)),
            ]
        )
        if facts.resolutions:
            self.add_heading(_("Résolutions"))
            for resolution in facts.resolutions:
                self.add_facts([(f"{resolution.rank}. {resolution.title}", self.result(resolution))])
        if not view.sealed:
            self.show_checks(view)

    def show_missing(self, view: MinutesView) -> None:
        """Show first what prevents sealing."""
        if not view.meeting_over:
            return
        left = len(view.missing)
        if not left:
            self.add_pill(_("Prêt à sceller"), "good")
            return
        said = ngettext("Il manque {n} point", "Il manque {n} points", left).format(n=left)
        self.add_pill(said, "warn")
        for check in view.missing:
            self.add_text(f"{check.words} ({check.rule})")

    def show_checks(self, view: MinutesView) -> None:
        """Show what the form of the company asks of these minutes, and what is there."""
        self.add_heading(_("Ce que doit contenir ce procès-verbal"))
        for check in view.checks:
            mark = "✓" if check.done else ("✗" if check.blocking else "–")
            said = _("présent") if check.done else (_("manque") if check.blocking else _("conseillé"))
            line = self.add_text(f"{mark} {check.words} · {check.rule}", secondary=check.done)
            line.setAccessibleName(f"{check.words}, {said}")

    def hours(self, facts: Facts) -> str:
        """Say from when to when."""
        opened = words.clock_time(facts.opened) if facts.opened else "…"
        closed = words.clock_time(facts.closed) if facts.closed else _("heure de clôture à écrire")
        return _("{opened} – {closed}").format(opened=opened, closed=closed)

    def sendings(self, facts: Facts) -> str:
        """Say what was sent and when."""
        return words.listed(
            [
                ngettext("{means} à {n} personne, le {day}", "{means} à {n} personnes, le {day}", s.people).format(
                    means=s.means, n=words.integer(s.people), day=words.day(s.first_day)
                )
                for s in facts.sendings
            ]
        )

    def presence(self, facts: Facts) -> str:
        """Say how many took part."""
        return _("{votes} sur {all} à l’ouverture").format(votes=votes(taking_part(facts)), all=votes(facts.votes))

    def result(self, resolution: Resolution) -> str:
        """Say the result of a vote in one sentence."""
        if resolution.withdrawn:
            return _("Retirée")
        if resolution.outcome is None:
            return _("Non mise aux voix")
        done = _("Adoptée") if resolution.outcome.adopted else _("Rejetée")
        return f"{done}. {resolution.outcome.sentence}"
