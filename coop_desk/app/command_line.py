"""The command line: what the window does, for scripts, for the bookkeeper and for verification."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import coop_desk.app.models  # noqa: F401  (every table is known before a file is opened)
from coop_desk.app.command_sign_in import PASSWORD_VARIABLE, said_who, signed_in
from coop_desk.app.french_arguments import FrenchParser
from coop_desk.core.accounts import unlock
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import AlreadyOpen, CoopFile, open_coop
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.core.words import integer

DONE, DIFFERENCE, REFUSED, IMPOSSIBLE, UNFORESEEN = 0, 1, 3, 4, 5

_CODES = N_(
    "Codes de sortie : 0 fait ; 1 différences ou erreurs trouvées ; 2 commande mal écrite ; "
    "3 refusé, faute de droit ; 4 impossible ; 5 erreur imprévue."
)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors are said in French on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        code = command(asked)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Refused as refusal:
        _complain(str(refusal))
        return REFUSED
    except RuleBroken as broken:
        _complain(broken.message)
        return IMPOSSIBLE
    except OSError as fault:
        _complain(_("Fichier inaccessible : {name}").format(name=fault.filename or fault.strerror))
        return IMPOSSIBLE
    except KeyboardInterrupt:
        _complain(_("Interrompu ; rien n’a été changé."))
        return IMPOSSIBLE
    except Exception as fault:  # noqa: BLE001 - the last resort: never a stack trace
        _say_unforeseen(fault)
        return UNFORESEEN
    return code


def no_screen() -> int:
    """Say that no window can be shown here, and what can be done."""
    _complain(_("Aucun écran ici : la fenêtre ne peut pas s’ouvrir. « coop-desk --help » montre les commandes."))
    return IMPOSSIBLE


def _say_unforeseen(fault: Exception) -> None:
    from coop_desk.app import faults

    _complain(faults.what_to_do())
    text = faults.report(fault)
    try:
        _complain(_("Rapport, sans nom ni valeur : {path}").format(path=faults.keep(text)))
    except (RuleBroken, OSError):
        _complain(text)


def _complain(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def say(line: str = "") -> None:
    """Print one line of result."""
    sys.stdout.write(f"{line}\n")


def _parser() -> FrenchParser:
    parser = FrenchParser(
        prog="coop-desk",
        description=_("La vie démocratique de votre coopérative. Sans commande, ouvre la fenêtre."),
        epilog=_(_CODES),
    )
    commands = _commands_of(parser)

    demo = _command(commands, "demo", _("crée une coopérative inventée, avec trois ans de vie"), _demo)
    demo.add_argument("folder", metavar=_("DOSSIER"), type=Path, help=_("où la créer"))
    _json(demo)

    tour = _command(commands, "tour", _("visite la démonstration : images des pages, documents, sommaire"), _tour)
    tour.add_argument("--out", metavar=_("DOSSIER"), type=Path, default=Path("tour"), help=_("où écrire la visite"))

    check = _command(commands, "check", _("vérifie un dossier : fichier, journal, registres, procès-verbaux"), _check)
    _coop(check)
    _sign_in(check)

    backup = _command(commands, "backup", _("sauvegarde un dossier, et relit ce qui a été écrit"), _backup)
    _coop(backup)
    _sign_in(backup)
    backup.add_argument("--to", metavar=_("DOSSIER"), type=Path, help=_("où écrire ; sinon, les emplacements choisis"))

    restore = _command(commands, "restore", _("restaure une sauvegarde ; le dossier présent est mis de côté"), _restore)
    restore.add_argument("backup", metavar=_("SAUVEGARDE"), type=Path, help=_("la sauvegarde"))
    where = restore.add_mutually_exclusive_group(required=True)
    where.add_argument("--coop", metavar=_("COOPÉRATIVE"), type=Path, help=_("le dossier .coop à remplacer"))
    where.add_argument(
        "--to", metavar=_("DOSSIER"), type=Path, help=_("où refaire le dossier .coop, sur un autre ordinateur")
    )
    restore.add_argument(
        "--key", metavar=_("FICHIER"), type=Path, help=_("un fichier où sont le code de secours ou une clé age")
    )
    restore.add_argument("--dry-run", action="store_true", help=_("montre ce qui serait perdu, sans rien changer"))
    _sign_in(restore)

    members = _commands_of(_command(commands, "members", _("importe ou exporte les associés")))
    importing = _command(members, "import", _("importe un tableau CSV, XLSX ou ODS"), _members_import)
    importing.add_argument("file", metavar=_("FICHIER"), type=Path, help=_("le tableau"))
    _coop(importing, option=True)
    _sign_in(importing)
    importing.add_argument("--dry-run", action="store_true", help=_("montre ce qui changerait, sans rien changer"))
    _json(importing)

    exporting = _command(members, "export", _("exporte le registre des associés"), _members_export)
    _coop(exporting, option=True)
    _sign_in(exporting)
    about = _("fichier .csv, .xlsx ou .ods à écrire ; sans lui, le CSV sort ici")
    exporting.add_argument("--out", metavar=_("FICHIER"), type=Path, help=about)

    assembly = _commands_of(_command(commands, "assembly", _("documents d’une assemblée")))
    minutes = _command(assembly, "minutes", _("écrit le procès-verbal en PDF"), _assembly_minutes)
    _coop(minutes)
    _sign_in(minutes)
    minutes.add_argument("--assembly", metavar="N", type=int, required=True, help=_("numéro de l’assemblée"))
    minutes.add_argument("--out", metavar=_("FICHIER"), type=Path, required=True, help=_("fichier PDF à écrire"))

    tally = _command(commands, "tally", _("compte les bulletins d’un fichier, et raconte chaque étape"), _tally)
    tally.add_argument("case", metavar=_("FICHIER"), type=Path, help=_("le vote et ses bulletins, en JSON"))
    _json(tally)
    _fec_check(_commands_of(_command(commands, "fec", _("fichier des écritures comptables"))))
    _rotation(_commands_of(_command(commands, "rotation", _("le tour de rôle, d’un fichier à un fichier"))))
    _leave_count(_commands_of(_command(commands, "leave", _("congés : décompte d’une période"))))
    _payroll_export(_commands_of(_command(commands, "payroll", _("exporte la paie d’un mois validé"))))
    recount = _command(commands, "recount", _("recompte l’export public d’un scrutin"), _recount)
    recount.add_argument("export", metavar=_("FICHIER"), type=Path, help=_("l’export publié avec le résultat"))
    return parser


def _leave_count(commands: "argparse._SubParsersAction[FrenchParser]") -> None:
    from coop_desk.app import leave_command as leave

    count = _command(commands, "count", _("dit combien de jours coûte un congé, jour par jour"), _leave)
    _coop(count)
    _sign_in(count)
    for option, name, about in (
        ("--from", "first", _("premier jour d’absence : AAAA-MM-JJ")),
        ("--to", "last", _("dernier jour d’absence : AAAA-MM-JJ")),
    ):
        count.add_argument(option, dest=name, metavar=_("JOUR"), type=leave.day, required=True, help=about)
    about = _("de qui : son horaire et son site ; sinon, les jours d’ouverture")
    count.add_argument("--person", metavar=_("NOM"), default="", help=about)
    count.add_argument("--starts", choices=tuple(leave.STARTS), default="matin", help=_("quand le congé commence"))
    count.add_argument("--ends", choices=tuple(leave.ENDS), default="soir", help=_("quand le congé finit"))
    _json(count)


def _payroll_export(commands: "argparse._SubParsersAction[FrenchParser]") -> None:
    export = _command(commands, "export", _("écrit les fichiers d’un mois validé, et verrouille ce mois"), _payroll)
    _coop(export)
    _sign_in(export)
    export.add_argument("--month", metavar=_("MOIS"), required=True, help=_("le mois : AAAA-MM"))
    export.add_argument("--preset", metavar=_("FORMAT"), default="generique", help=_("le format : silae, generique…"))
    export.add_argument("--out", metavar=_("DOSSIER"), type=Path, default=Path(), help=_("où écrire le paquet"))
    export.add_argument("--zip", dest="as_zip", action="store_true", help=_("écrit un fichier zip, et non un dossier"))
    export.add_argument("--reason", metavar=_("RAISON"), default="", help=_("pourquoi ce mois est exporté de nouveau"))
    export.add_argument("--again", metavar="N", type=int, help=_("réécrit l’export n° N, le même à l’octet près"))
    export.add_argument("--dry-run", action="store_true", help=_("montre ce qui serait écrit, sans rien changer"))


def _fec_check(commands: "argparse._SubParsersAction[FrenchParser]") -> None:
    from coop_desk.app import fec_command as fec

    check = _command(commands, "check", _("vérifie un fichier, ligne par ligne, et dit quoi corriger"), _fec)
    check.epilog = _(fec.CODES)
    check.add_argument("file", metavar=_("FICHIER"), type=Path, help=_("le fichier à vérifier"))
    _json(check)
    check.add_argument(
        "--period", metavar=_("PÉRIODE"), type=fec.period, help=_("premier et dernier jour : AAAA-MM-JJ..AAAA-MM-JJ")
    )
    about = _("fichier d’un import, et non de l’année : nom libre, validation facultative")
    check.add_argument("--import", dest="importing", action="store_true", help=about)
    for option, about in (
        ("--net", _("somme des nets à payer, en euros : crédit des comptes 421")),
        ("--gross", _("somme des salaires bruts, en euros : débit des comptes 641")),
        ("--withheld", _("prélèvement à la source, en euros : crédit des comptes 442")),
    ):
        check.add_argument(option, metavar=_("EUROS"), type=fec.amount, help=about)


def _rotation(commands: "argparse._SubParsersAction[FrenchParser]") -> None:
    from coop_desk.app import rotation_command as rotation

    planning = _command(commands, "plan", _("cherche le meilleur plan, et l’écrit"), _rotation_plan)
    checking = _command(commands, "check", _("dit les règles qu’un plan enfreint, et ce qu’il coûte"), _rotation_check)
    explaining = _command(commands, "explain", _("dit pourquoi un plan est ainsi"), _rotation_explain)
    for each in (planning, checking, explaining):
        each.add_argument("case", metavar=_("CAS"), type=Path, help=_("le cas à planifier, en JSON"))
        each.epilog = _(rotation.CODES)
    for each in (checking, explaining):
        each.add_argument("plan", metavar=_("PLAN"), type=Path, help=_("le plan, en JSON"))
    planning.add_argument("--out", metavar=_("PLAN"), type=Path, required=True, help=_("le fichier à écrire"))
    for each, usual in ((planning, 60.0), (explaining, 20.0)):
        about = _("temps accordé, en secondes ; {n} sinon").format(n=round(usual))
        each.add_argument("--seconds", metavar="N", type=rotation.seconds, default=usual, help=about)
    _json(checking)
    explaining.add_argument("--member", metavar=_("PERSONNE"), help=_("son identifiant dans le cas"))
    about = _("l’identifiant du rôle ; sans lui ni personne, dit pourquoi des sièges restent vacants")
    explaining.add_argument("--role", metavar=_("RÔLE"), help=about)


def _commands_of(parser: FrenchParser) -> "argparse._SubParsersAction[FrenchParser]":
    return parser.add_subparsers(
        title=_("commandes"), metavar=_("COMMANDE"), required=True, prog=parser.prog, parser_class=FrenchParser
    )


def _command(
    commands: "argparse._SubParsersAction[FrenchParser]",
    name: str,
    about: str,
    run_it: Callable[[argparse.Namespace], int] | None = None,
) -> FrenchParser:
    parser = commands.add_parser(name, help=about, description=about)
    if run_it is not None:
        parser.set_defaults(command=run_it)
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("répond en JSON"))


def _coop(parser: argparse.ArgumentParser, *, option: bool = False) -> None:
    about = _("le dossier .coop, ou un fichier qu’il contient")
    if option:
        parser.add_argument("--coop", metavar=_("COOPÉRATIVE"), type=Path, required=True, help=about)
    else:
        parser.add_argument("coop", metavar=_("COOPÉRATIVE"), type=Path, help=about)


def _sign_in(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as",
        dest="login",
        metavar=_("IDENTIFIANT"),
        help=_("qui agit ; le mot de passe est demandé, ou lu dans {name}").format(name=PASSWORD_VARIABLE),
    )


def _demo(asked: argparse.Namespace) -> int:
    from coop_desk.app.demo import make_demo

    folder, people = make_demo(asked.folder, _complain)
    if asked.json:
        say(json.dumps({"coop": str(folder), "people": [asdict(a) for a in people]}, ensure_ascii=False, indent=1))
        return DONE
    say(str(folder))
    for account in people:
        titles = f"  ({', '.join(account.titles)})" if account.titles else ""
        say(f"{account.login:<24} {account.password:<24} {account.name}{titles}")
    return DONE


def _tour(asked: argparse.Namespace) -> int:
    from coop_desk.app.tour import make_tour

    index = make_tour(asked.out, _complain)
    say(_("La visite est dans {folder} ; commencez par {index}.").format(folder=asked.out.resolve(), index=index.name))
    return DONE


def _check(asked: argparse.Namespace) -> int:
    from coop_desk.core.check import verify

    with _opened_for_checking(asked.coop) as coop:
        if coop.is_shut:
            unlock(coop, *said_who(coop.folder, asked.login))
        found = verify(coop)
    for verified in found:
        state = _("DIFFÉRENCES") if verified.differences else _("conforme")
        say(_("{what} ({n}) : {state}").format(what=verified.what, n=integer(verified.count), state=state))
        for difference in verified.differences:
            say(f"  - {difference}")
    faults = sum(len(verified.differences) for verified in found)
    say(ngettext("{n} différence.", "{n} différences.", faults).format(n=faults) if faults else _("Aucune différence."))
    return DIFFERENCE if faults else DONE


def _opened_for_checking(path: Path) -> CoopFile:
    """A folder open elsewhere, or that cannot be written, is verified too; damage is for `verify` to name."""
    try:
        return open_coop(path, verifying=True)
    except RuleBroken as broken:
        if not isinstance(broken, AlreadyOpen) and broken.rule != "FILE-06":
            raise
    return open_coop(path, read_only=True, verifying=True)


def _backup(asked: argparse.Namespace) -> int:
    from coop_desk.app.backup_commands import back_up

    with signed_in(asked.coop, asked.login) as desk:
        return back_up(desk, asked.to, say, _complain)


def _restore(asked: argparse.Namespace) -> int:
    from coop_desk.app import backup_commands

    def who(folder: Path) -> tuple[str, str]:
        return said_who(folder, asked.login)

    keys = backup_commands.keys_of(asked.key)
    if asked.to is not None:
        backup_commands.learn_key(asked.backup, keys, who)
        return backup_commands.restore_elsewhere(asked.to, asked.backup, keys, say, dry_run=asked.dry_run)
    if not backup_commands.opens(asked.coop, who):
        backup_commands.learn_key(asked.backup, keys, who)
        return backup_commands.restore_damaged(asked.coop, asked.backup, keys, say, dry_run=asked.dry_run)
    with signed_in(asked.coop, asked.login) as desk:
        prepared = backup_commands.prepare(desk, asked.backup, keys, say, dry_run=asked.dry_run)
    return backup_commands.finish(prepared, say) if prepared is not None else DONE


def _members_import(asked: argparse.Namespace) -> int:
    from coop_desk.app.members_command import take_in

    with signed_in(asked.coop, asked.login) as desk:
        return take_in(desk, asked.file, say, _complain, dry_run=asked.dry_run, as_json=asked.json)


def _members_export(asked: argparse.Namespace) -> int:
    from coop_desk.app.members_command import give_out, kind_of

    kind = kind_of(asked.out)
    with signed_in(asked.coop, asked.login) as desk:
        give_out(desk, kind, asked.out)
    if asked.out is not None:
        say(str(asked.out))
    return DONE


def _recount(asked: argparse.Namespace) -> int:
    from coop_desk.app.recount_command import recount

    recount(asked.export, say)
    return DONE


def _leave(asked: argparse.Namespace) -> int:
    from coop_desk.app import leave_command

    with signed_in(asked.coop, asked.login) as desk:
        leave_command.count(desk, asked, say)
    return DONE


def _payroll(asked: argparse.Namespace) -> int:
    from coop_desk.app import payroll_command as payroll

    with signed_in(asked.coop, asked.login) as desk:
        if asked.dry_run:
            return payroll.dry_run(desk, asked.month, asked.preset, say)
        if asked.again is not None:
            return payroll.again(desk, asked.month, asked.again, asked.out, say, as_zip=asked.as_zip)
        return payroll.export(
            desk, asked.month, asked.preset, asked.out, asked.reason, say, _complain, as_zip=asked.as_zip
        )


def _tally(asked: argparse.Namespace) -> int:
    from coop_desk.app.tally_command import tally

    tally(asked.case, say, as_json=asked.json)
    return DONE


def _rotation_plan(asked: argparse.Namespace) -> int:
    from coop_desk.app.rotation_command import write_plan

    return write_plan(asked.case, asked.out, asked.seconds, say)


def _rotation_check(asked: argparse.Namespace) -> int:
    from coop_desk.app.rotation_command import check_plan

    return check_plan(asked.case, asked.plan, say, as_json=asked.json)


def _rotation_explain(asked: argparse.Namespace) -> int:
    from coop_desk.app.rotation_command import explain_plan

    return explain_plan(asked.case, asked.plan, asked.member, asked.role, asked.seconds, say)


def _fec(asked: argparse.Namespace) -> int:
    from coop_desk.app.fec_command import check
    from coop_desk.topics.payroll.rules.fec.line import Asked

    wanted = Asked(asked.period, asked.importing, asked.net, asked.gross, asked.withheld)
    return check(asked.file, wanted, say, as_json=asked.json)


def _assembly_minutes(asked: argparse.Namespace) -> int:
    from coop_desk.topics.assemblies import service as assemblies
    from coop_desk.topics.assemblies.records import BodyKind
    from coop_desk.topics.minutes import service as minutes

    with signed_in(asked.coop, asked.login) as desk:
        held = [m for m in assemblies.meetings(desk) if m.body_kind is BodyKind.GENERAL_ASSEMBLY]
        wanted = next((m for m in held if m.number == asked.assembly), None)
        if wanted is None:
            raise RuleBroken("A11", _("Il n’y a pas d’assemblée générale n° {n}.").format(n=asked.assembly))
        save(asked.out, minutes.minutes_pdf(desk, wanted.id))
    say(str(asked.out))
    return DONE
