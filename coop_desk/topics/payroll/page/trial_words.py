"""What a trial says, in sentences: what stands in the way, what is worth knowing."""

from fractions import Fraction

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.payroll.packages.records import Trial, exact

SHOWN = 12


def obstacles(trial: Trial) -> list[str]:
    """Why nothing can be written."""
    run = trial.run
    said = []
    if run.unmapped:
        codes = _("Codes sans correspondance dans ce format : {codes}. Donnez-leur un code dans « Formats ».")
        said.append(codes.format(codes=_counted(run.unmapped)))
    said += [fault.sentence for fault in run.faults[:SHOWN]]
    more = len(run.faults) - SHOWN
    if more > 0:
        said.append(ngettext("Et {n} autre.", "Et {n} autres.", more).format(n=integer(more)))
    if not said and not run.ready:
        said.append(_("Ce format ne prend aucune ligne de ce mois."))
    return said


def remarks(trial: Trial) -> list[str]:
    """What whoever exports should know."""
    run, read = trial.run, trial.read_back
    said = []
    if read.known and not read.differences:
        lines = ngettext("{n} ligne relue", "{n} lignes relues", read.lines).format(n=integer(read.lines))
        said.append(_("{lines} comme le logiciel de paie les lirait : le même mois.").format(lines=lines))
    said += read.differences[:SHOWN]
    if run.ready and not read.known:
        said.append(_("Ce format est arrangé à votre façon : le programme ne peut pas le relire à votre place."))
    if run.without_rows:
        people = listed([person.name for person in run.without_rows])
        said.append(_("Sans aucune ligne : {people}.").format(people=people))
    if run.left_out:
        said.append(_("Ce que ce format ne porte pas : {codes}.").format(codes=_counted(run.left_out)))
    if run.by_hand:
        by_hand = _("À reprendre à la main, ce format ne sachant pas rendre un jour : {lines}.")
        said.append(by_hand.format(lines=listed(list(run.by_hand))))
    if run.zeros:
        zeros = ngettext("{n} ligne à zéro n’est pas écrite.", "{n} lignes à zéro ne sont pas écrites.", run.zeros)
        said.append(zeros.format(n=integer(run.zeros)))
    said += run.rounded[:SHOWN]
    if run.neutral and trial.layout.shipped != "generique":
        neutral = _("Codes neutres envoyés tels quels, à remplacer par ceux du cabinet dans « Formats » : {codes}.")
        said.append(neutral.format(codes=listed(list(run.neutral))))
    return said


def figure_words(figure: Fraction) -> str:
    """A total in French, nothing for none."""
    return exact(figure).replace(".", ",").replace("-", "\N{MINUS SIGN}") if figure else ""


def _counted(codes: tuple[tuple[str, int], ...]) -> str:
    return listed([f"{code} ({integer(count)})" for code, count in codes])
