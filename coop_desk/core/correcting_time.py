"""What people say about the time: that the date is right, or that the journal ran ahead of it."""

from coop_desk.core.actions import Act, Inner, action, transact
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating, epochs
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE
from coop_desk.core.rights import Right
from coop_desk.core.trusted_time import TrustedClock, paris_date
from coop_desk.core.words import clock_time, day, full_day

_CONFIRM = Inner("core.confirm_clock", N_("Date confirmée"))


def question(clock: Clock) -> str:
    """Return what to ask while the clock is doubted, "Nous sommes bien le vendredi 3 janvier 2035 ?"; else nothing."""
    if not clock.doubted:
        return ""
    return _("Nous sommes bien le {day} ?").format(day=full_day(paris_date(clock.pc_time())))


def confirm_clock(desk: Desk) -> None:
    """Answer that the date is right: the journal goes on from there. Nothing happens when nothing was asked."""
    coop = desk.coop
    desk.stay_open()
    if not isinstance(coop.clock, TrustedClock) or not coop.clock.doubted:
        return
    coop.clock.confirm()
    if coop.read_only:
        return

    def note(act: Act) -> None:
        act.say(_("Nous sommes bien le {day}.").format(day=full_day(act.today)))

    transact(coop, _CONFIRM, desk.person_id, EVERYONE, "", note, keys=desk.keyring)


def check_governs(act: Act) -> None:
    """Raise Refused unless the keys of this session sign for the governance; a co-op without keys has none."""
    if epochs.trust_of(act).root:
        delegating.governance_keys(act)


def warning(clock: Clock) -> str:
    """Say that this PC's clock is behind the journal, when it is; else nothing."""
    if not isinstance(clock, TrustedClock) or not clock.behind:
        return ""
    system, floor = clock.pc_time().astimezone(), clock.now().astimezone()
    return _(
        "L’horloge de cet ordinateur retarde : elle dit {day} à {time}, et le journal va jusqu’au {newest} à {until}. "
        "L’heure du journal est retenue. Réglez l’horloge ; si c’est le journal qui est en avance, une personne "
        "de la gouvernance des clés corrige la date."
    ).format(day=day(system.date()), time=clock_time(system), newest=day(floor.date()), until=clock_time(floor))


@action(Right.GRANTS_GIVE, N_("Correction de la date du journal"))
def correct_clock(act: Act) -> None:
    """Bring the journal's time back to this PC's clock, after lines were written under a wrong date.

    Signed by the governance, or no PC believes it. Raises Refused for others, RuleBroken TIME-02 when the journal is
    not ahead: there is nothing to correct.
    """
    check_governs(act)
    clock = act.coop.clock
    system = clock.pc_time()
    if not isinstance(clock, TrustedClock) or not clock.behind:
        raise RuleBroken("TIME-02", _("Le journal n’est pas en avance sur l’horloge : il n’y a rien à corriger."))
    said, right = act.now.astimezone(), system.astimezone()
    act.say(
        _("Le journal allait jusqu’au {newest} à {until} ; nous sommes le {day} à {time}.").format(
            newest=day(said.date()), until=clock_time(said), day=day(right.date()), time=clock_time(right)
        )
    )
    act.now = system
