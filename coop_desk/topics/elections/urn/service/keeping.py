"""What becomes of urns' files: verified, strays taken away, sealed ballots erased when no challenge is possible."""

from sqlalchemy import select

from coop_desk.core import ballot_file
from coop_desk.core.actions import Act, action, query
from coop_desk.core.ballot_file import BallotFile
from coop_desk.core.check import checked
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.elections.urn.model import UrnContent, UrnFile, UrnOpened
from coop_desk.topics.elections.urn.records import UrnNotice
from coop_desk.topics.elections.urn.service.reading import opening_at


@checked(N_("Urnes des scrutins"))
def urns_sound(act: Act) -> tuple[int, list[str]]:
    """Every open urn has its file, whole, with as many ballots as marks; no file is of no urn."""
    files = ballot_file.files_in(act.coop.folder)
    open_ones = {row.urn_id: row.key for row in act.session.scalars(select(UrnFile))}
    differences = [
        _("le fichier « {name} » n’est celui d’aucun scrutin en cours").format(name=path.name)
        for number, path in files.items()
        if number not in open_ones
    ]
    for number, key in sorted(open_ones.items()):
        question = opening_at(act, act.session.get_one(UrnOpened, number)).question
        try:
            fault = BallotFile(act.coop.folder, number, key).damage()
        except RuleBroken as broken:
            fault = broken.message
        if fault:
            differences.append(_("urne « {question} » : {fault}").format(question=question, fault=fault))
    return len(files) + len(open_ones), differences


@query(Right.ELECTIONS_READ, N_("État des urnes à l’ouverture du dossier"))
def urn_notices(act: Act) -> list[UrnNotice]:
    """What is said when the co-op opens: an urn that is open, one whose file is gone, a file of no urn."""
    files = ballot_file.files_in(act.coop.folder)
    said = []
    for row in act.session.scalars(select(UrnFile)):
        question = opening_at(act, act.session.get_one(UrnOpened, row.urn_id)).question
        if files.pop(row.urn_id, None) is not None:
            said.append(UrnNotice(_("Un scrutin est en cours : {question}.").format(question=question)))
            continue
        gone = _(
            "L’urne du scrutin « {question} » n’est plus là : le dossier vient d’une sauvegarde, ou son fichier a été "
            "retiré. Le scrutin doit être refait : déclarez-le perdu."
        )
        said.append(UrnNotice(gone.format(question=question)))
    stray = _("« {name} » n’est l’urne d’aucun scrutin en cours, et ne s’ouvre plus.")
    return said + [UrnNotice(stray.format(name=path.name), stray=True) for path in files.values()]


@action(Right.ELECTIONS_RUN, N_("Retrait des urnes sans scrutin"))
def remove_strays(act: Act) -> int:
    """Take away the files of urns that are not open; their keys are gone, nobody reads them. Return how many."""
    known = set(act.session.scalars(select(UrnFile.urn_id)))
    strays = [path for number, path in ballot_file.files_in(act.coop.folder).items() if number not in known]
    for path in strays:
        ballot_file.remove(path)
    if strays:
        act.say(_("Urnes sans scrutin retirées : {n}.").format(n=integer(len(strays))))
    return len(strays)


@action(Right.ELECTIONS_RUN, N_("Effacement des bulletins scellés d’une urne"))
def erase_urn(act: Act, urn_id: int) -> None:
    """Erase the sealed ballots and the codes when the time to challenge is over (NUL-01, cites URN-11)."""
    row = act.session.scalars(select(UrnContent).where(UrnContent.urn_id == urn_id)).one()
    if act.today <= row.until:
        raise RuleBroken(
            "URN-11",
            _(
                "Le scrutin peut encore être contesté : les bulletins scellés sont gardés jusqu’au {day}. "
                "Effacez-les ensuite, et détruisez les feuilles des scrutateurs."
            ).format(day=long_day(row.until)),
        )
    act.session.delete(row)
    question = opening_at(act, act.session.get_one(UrnOpened, urn_id)).question
    act.say(_("Bulletins scellés effacés : {question}.").format(question=question))
