"""Backups on the screen: those kept, how sound they are, what restoring one would lose (G06, G07)."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from coop_desk.app.keepers_cards import show_keepers
from coop_desk.app.restoring_form import facts_of, key_fields
from coop_desk.core import words
from coop_desk.core.backup import keepers, verbs
from coop_desk.core.backup.making import Made
from coop_desk.core.backup.manifest import Manifest
from coop_desk.core.backup.places import Kept
from coop_desk.core.backup.restoring import Found, Prepared
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.background import Progress
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import FileField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column

KINDS = N_("Sauvegardes (*.tar *.age)")


class BackupsPage(Page):
    """Every backup of the co-op; one is opened aside before anything else is offered."""

    title = N_("Sauvegardes")
    needs = verbs.backups
    guide = "91-sauvegardes"
    tip = N_(
        "Une sauvegarde se fait seule à chaque fermeture. Choisissez-en une pour la relire, l’essayer ou la restaurer."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Sauvegardes"),
            (
                Column(
                    _("Date et heure"), lambda kept: kept.made, text=_instant, sort=lambda kept: kept.made, width=170
                ),
                Column(_("Journal"), lambda kept: kept.label, stretch=True),
                Column(_("Taille"), lambda kept: kept.size, "integer", text=_size),
                Column(_("S’ouvre avec"), _protection, "pill", tone=lambda kept: "good" if kept.protected else "plain"),
                Column(_("Emplacement"), lambda kept: str(kept.path.parent), width=260, shown=False),
            ),
            key=lambda kept: str(kept.path),
            counted=lambda n: ngettext("{n} sauvegarde", "{n} sauvegardes", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_backup)
        self.now_action = self.add_action(
            _("Sauvegarder maintenant"), self.back_up, keys="Ctrl+N", verb=verbs.back_up, primary=True
        )
        self.add_action(_("Second emplacement"), self.ask_place, verb=verbs.choose_place)
        self.add_action(_("Ouvrir une sauvegarde"), self.ask_file, keys="Ctrl+O", verb=verbs.look_at_backup)
        self.keepers_action = self.add_action(_("Gardiens"), self.show_keepers, verb=keepers.choose_keeper)

    def load(self) -> None:
        """Read where backups stand and those that are there."""
        kept = verbs.backups(self.desk)
        stands = verbs.backup_situation(self.desk)
        self.list.show_records(kept)
        facts = [_("Dernière vérifiée : {when}").format(when=_instant(stands.last) if stands.last else _("aucune"))]
        if stands.last_drill:
            facts.append(_("dernier essai de restauration : {day}").format(day=words.day(stands.last_drill)))
        self.say_facts(" · ".join(facts))
        self.show_empty(not kept, _("Aucune sauvegarde pour l’instant. La première se fait ici."), self.now_action)
        if stands.problem:
            self.refusal.show_warning(_("La dernière sauvegarde n’a pas pu être faite partout."), stands.problem)
        elif len(stands.places) == 1 and kept:
            self.refusal.show_warning(
                _("Les sauvegardes sont sur le même disque que le dossier."),
                _("Un disque perdu les emporterait avec lui."),
                (_("Choisir un autre disque"), self.ask_place),
            )

    def open_record(self, record_id: Any) -> None:
        """Choose a backup by its path."""
        self.list.choose(record_id)

    # -- making

    def back_up(self) -> None:
        """Make one now, beside the screen."""

        def say(made: Made) -> None:
            n = len(made.files)
            self.say_state(
                ngettext(
                    "Sauvegarde vérifiée dans {n} emplacement", "Sauvegarde vérifiée dans {n} emplacements", n
                ).format(n=n)
            )

        self.run_beside(_("Sauvegarde et relecture…"), verbs.back_up, then=say)

    def ask_place(self) -> None:
        """Ask for a folder on another disk."""
        self._show_card(_("Second emplacement"))
        self.card.add_text(
            _("Un dossier d’un autre disque, par exemple une clé USB rangée ailleurs. Elle peut rester débranchée.")
        )
        field = FileField("place", _("Dossier"), folder=True, help=_("Vide : plus de second emplacement."))
        form = Form(
            (field,),
            submit=_("Choisir"),
            on_submit=lambda said: self._placed(self.run(verbs.choose_place, said["place"], form=form)),
            on_cancel=self.card.hide,
        )
        others = verbs.backup_situation(self.desk).places[1:]
        form.set_values({"place": others[0] if others else None})
        self.card.add(form)
        form.begin()

    def _placed(self, done: object) -> None:
        if done:
            self.card.hide()

    def show_keepers(self) -> None:
        """Show whose own keys open the backups too."""
        show_keepers(self, self.card)

    # -- looking

    def ask_file(self) -> None:
        """Ask for a backup that is not in the list, from another disk or another PC."""
        self._show_card(_("Ouvrir une sauvegarde"))
        form = Form(
            (FileField("file", _("Fichier"), kinds=_(KINDS), required=True), *key_fields()),
            submit=_("Relire et comparer"),
            on_submit=lambda said: self.look(said["file"], said, form),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        form.begin()

    def show_backup(self, kept: Kept | None) -> None:
        """Show one backup as its name tells it, with what can be done."""
        if kept is None:
            return
        self._show_card(_("Sauvegarde du {when}").format(when=_instant(kept.made)))
        self.card.add_pill(_protection(kept), "good" if kept.protected else "plain")
        self.card.add_facts(
            [(_("Journal"), kept.label), (_("Fichier"), kept.path.name), (_("Emplacement"), str(kept.path.parent))]
        )
        self.card.add_text(_("Relire l’ouvre à part et montre ce que la restaurer ferait perdre. Rien ne change."))
        form = Form(
            key_fields(),
            submit=_("Relire et comparer"),
            on_submit=lambda said: self.look(kept.path, said, form),
        )
        self.card.add(form)

    def look(self, path: Path, typed: dict[str, Any], form: Form) -> None:
        """Open a backup aside and show what it holds."""

        def open_aside(_progress: Progress) -> tuple[tuple[str, ...], Found]:
            keys = keepers.keys_for(path, typed["key"] or "", typed["login"] or "", typed["password"] or "")
            return keys, verbs.look_at_backup(self.desk, path, keys)

        self.work(_("Relecture de la sauvegarde…"), open_aside, lambda found: self.show_found(path, *found), form=form)

    def show_found(self, path: Path, keys: tuple[str, ...], found: Found) -> None:
        """Show what a backup holds, what restoring it would lose, and the two things to do with it."""
        manifest, lost = found.manifest, found.lost
        self._show_card(_("Sauvegarde du {when}").format(when=_instant(manifest.made)))
        self.card.add_pill(_("Relue entière"), "good")
        self.card.add_facts(facts_of(manifest))
        self.card.add_heading(_("Ce que la restaurer ferait perdre"))
        self.card.add_text(_lost_words(found))
        self.card.add_facts([(_instant(line.at), _(line.words)) for line in lost.newest])
        self.card.add_buttons(
            button(_("Noter l’essai de restauration"), lambda: self.try_out(path, keys)),
            button(_("Restaurer…"), lambda: self.ask_restore(path, keys, manifest), role="danger"),
        )

    def try_out(self, path: Path, keys: tuple[str, ...]) -> None:
        """Do the monthly drill with this backup."""
        said = _("Essai réussi : la sauvegarde s’ouvre et se relit entière")
        self.run_beside(
            _("Essai de restauration…"), verbs.try_restoring, path, keys, then=lambda _manifest: self.say_state(said)
        )

    # -- restoring

    def ask_restore(self, path: Path, keys: tuple[str, ...], manifest: Manifest) -> None:
        """Ask once more, with what follows."""
        decide(
            self,
            _("Restaurer la sauvegarde du {when} ?").format(when=_instant(manifest.made)),
            _(
                "Le dossier d’aujourd’hui est sauvegardé et mis de côté, puis remplacé. Les mots de passe redeviennent "
                "ceux du jour de la sauvegarde. Vous devrez vous identifier de nouveau."
            ),
            _("Restaurer"),
            lambda: self.restore(path, keys),
            danger=True,
        )

    def restore(self, path: Path, keys: tuple[str, ...]) -> None:
        """Prepare the backup beside the screen, then let the window close the co-op and put it back."""
        self.work(
            _("Restauration…"),
            lambda _progress: verbs.prepare_restoring(self.desk, path, keys, who=self.desk.name),
            self._put_back,
        )

    def _put_back(self, prepared: Prepared) -> None:
        from coop_desk.app.window import Window

        window = self.window()
        if isinstance(window, Window):
            QTimer.singleShot(0, window, lambda: window.put_back(prepared))

    def _show_card(self, title: str) -> None:
        self.card.clear(title)
        self.card.show()


def _lost_words(found: Found) -> str:
    lost = found.lost
    if not lost.known:
        return _("Le dossier présent ne se lit plus : on ne peut pas dire ce qu’il contenait de plus.")
    if not lost.count:
        return _("Rien : le dossier n’a pas changé depuis.")
    return ngettext(
        "{n} acte noté depuis serait perdu. Le dossier présent reste gardé à part.",
        "{n} actes notés depuis seraient perdus. Le dossier présent reste gardé à part.",
        lost.count,
    ).format(n=words.integer(lost.count))


def _protection(kept: Kept) -> str:
    return _("Code de secours") if kept.protected else _("Mots de passe")


def _instant(at: Any) -> str:
    local = at.astimezone()
    return f"{words.day(local.date())} {words.clock_time(local)}"


def _size(size: int) -> str:
    return _("{n} Ko").format(n=words.integer(max(1, size // 1000)))
