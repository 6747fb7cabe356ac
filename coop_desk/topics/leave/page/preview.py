"""What an absence costs and risks, in words: the same pane before it is sent and when it is decided."""

from itertools import groupby

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.rulebook import rule
from coop_desk.screen.card import Card
from coop_desk.screen.pieces import button, label
from coop_desk.topics.leave.page.days import days_words
from coop_desk.topics.leave.requests.records import Clash, Preview, ThinDay
from coop_desk.topics.leave.rules.taking import Finding, Level

MOST = 6
"""Lines of a kind shown before the rest is counted."""


class PreviewPane(Card):
    """The cost, the balance, what the rules say, who else is away; day by day on demand."""

    def __init__(self) -> None:
        super().__init__(scrolls=False)
        self._shown: Preview | None = None
        self.setAccessibleName(_("Aperçu"))
        self.say(_("Choisissez un genre et des dates : le décompte s’affiche ici avant l’envoi."))

    def say(self, sentence: str) -> None:
        """Show a sentence instead of a preview."""
        self._shown = None
        self.clear()
        self.add_text(sentence, secondary=True)

    def show_preview(self, found: Preview) -> None:
        """Show what an absence costs and risks."""
        self._shown = found
        self.clear()
        self.add(label(found.cost, "strong", wrap=True))
        if found.before is not None and found.after is not None:
            sentence = _("Solde : {before} avant, {after} après.")
            self.add_text(sentence.format(before=days_words(found.before), after=days_words(found.after)))
        for one in found.findings:
            self._add_finding(one)
        self._add_clashes(found.clashes)
        self._add_thin(found.thin)
        if found.stand_in:
            self.add_text(found.stand_in, secondary=True)
        elif found.deciders:
            sentence = ngettext("{names} peut décider.", "{names} peuvent décider.", len(found.deciders))
            self.add_text(sentence.format(names=words.listed(list(found.deciders))), secondary=True)
        self.add_buttons(button(_("Décompte jour par jour"), self.show_days, role="link", icon="calendar"))

    def show_days(self) -> None:
        """Show how each day is counted, and why."""
        if self._shown is None:
            return
        found = self._shown
        self.clear()
        for line in found.explanation:
            self.add_text(line)
        self.add_buttons(
            button(_("Revenir à l’aperçu"), lambda: self.show_preview(found), role="link", icon="arrow-left")
        )

    def _add_finding(self, one: Finding) -> None:
        bad = one.level is Level.ERROR
        self.add_pill(_("Pas possible") if bad else _("À savoir"), "bad" if bad else "warn")
        source = rule(one.rule).source
        said = _("{words} ({source})").format(words=one.words.rstrip("."), source=source) if source else one.words
        self.add_text(said)

    def _add_clashes(self, clashes: tuple[Clash, ...]) -> None:
        if not clashes:
            return
        self.add_heading(_("Absents en même temps dans l’équipe"))
        for one in clashes[:MOST]:
            said = _("{name}, du {first} au {last}") if one.decided else _("{name}, du {first} au {last}, à décider")
            self.add_text(said.format(name=one.name, first=words.day(one.span.first), last=words.day(one.span.last)))
        self._add_rest(len(clashes))

    def _add_thin(self, thin: tuple[ThinDay, ...]) -> None:
        if not thin:
            return
        self.add_pill(_("Présence minimale"), "warn")
        for (team, there, least), alike in groupby(thin, lambda one: (one.team, one.there, one.least)):
            days = [one.day for one in alike]
            when = words.full_day(days[0])
            if len(days) > 1:
                when = _("{n} jours du {first} au {last}").format(
                    n=len(days), first=words.day(days[0]), last=words.day(days[-1])
                )
            said = _("{team}, {when} : {there} au travail, il en faut {least}.")
            self.add_text(said.format(team=team, when=when, there=there, least=least))

    def _add_rest(self, n: int) -> None:
        if n > MOST:
            self.add_text(_("… et {n} autres.").format(n=words.integer(n - MOST)), secondary=True)
