"""What roles and skills hold on somebody, found again among their data and nobody else's."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.topics.own_data import service
from coop_desk.topics.own_data.records import said
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.adoption.model import RotationAdoption, RotationPin, RotationPlan, RotationSettings
from coop_desk.topics.roles.adoption.records import ApartPair, Settings
from coop_desk.topics.roles.adoption.rules.settings import kept
from coop_desk.topics.roles.adoption.service.preparing import in_bytes
from coop_desk.topics.roles.cooptation.model import Cooptation, CooptationEvent, Endorsement
from coop_desk.topics.roles.cover.model import CoverChoice
from coop_desk.topics.roles.drawing.model import Draw, DrawAnswer, DrawResult
from coop_desk.topics.roles.handover.model import BuddyPair, Handover, HandoverEnd, HandoverGiver, RampUp, Retrospective
from coop_desk.topics.skills.model import Skill, SkillBranch, SkillStep, SkillTraining
from tests.conftest import TestCoop
from tests.topics.mandates.stories import act_as
from tests.topics.roles import small_case
from tests.topics.roles.test_sharing_a_post import shared_post

SINCE, UNTIL = date(2026, 10, 5), date(2027, 10, 4)
AT = datetime(2026, 10, 5, 10).astimezone(UTC)
FOUND = {
    "skills": ["05/10/2026 | Droit social | 2 · autonome sur les cas courants | déclaré | Chloé Hénaff | "],
    "trainings": [
        "05/10/2026 | Droit social | 3 · autonome sur tous les cas | 04/10/2027 | Le lundi | 05/10/2026 | Parti"
    ],
    "handovers": [
        "14/09/2026 | 14/09/2026 | Production et facturation | vous deviez transmettre le rôle | Léon Girard | Avant"
        " | 05/10/2026",
        "14/09/2026 | 14/09/2026 | {role} | vous recevez le rôle |  | "
        "Personne n’a encore tenu ce siège de « {role} ». | ",
    ],
    "learning": [
        "05/10/2026 | 04/10/2027 | Droit social | vous accompagnez | Léon Girard | Réunion | Lire, Faire |  |  | "
    ],
    "pairs": ["05/10/2026 |  | Droit social | Léon Girard | Réunion"],
    "retrospectives": ["05/10/2026 10 h 00 | {role} | Le calendrier | Août | Oui | Parlez tôt"],
    "cooptations": [
        "05/10/2026 | {role} | vous animez le cercle, votre nom peut y être proposé | ",
        "05/10/2026 | {role} | Léon Girard vous nomme | Elle écoute",
        "05/10/2026 | {role} | vous êtes la personne proposée | ",
        "05/10/2026 | {role} | le cercle vous coopte, jusqu’au 04/10/2027 | ",
        "04/10/2027 | {role} | cooptation retirée | Départ",
    ],
    "role_draws": [
        "05/10/2026 | {role} | vous êtes sur la liste, code {code} | ",
        "05/10/2026 | {role} | le sort vous donne le rang 1 | ",
        "05/10/2026 | {role} | vous refusez | Déjà deux rôles",
    ],
    "rotation_plans": [
        "05/10/2026 | Rotation 2027 | {role} | vous imposer, mai 2027 | Seule formée",
        "05/10/2026 | Rotation 2027 |  | ce qui est compté de vous | temps de travail 80 % ; 2 rôles et 20 h par mois"
        " au plus ; 0 h de rôles sur 0 mois passés ; absences longues : en mars 2026 ; souhaits : « Paie » −1",
        "05/10/2026 | Rotation 2027 | Paie | un siège pour vous de janvier 2026 à février 2026 | ",
        "05/10/2026 | Rotation 2027 |  | vous l’adoptez avec d’autres | Réunion d’équipe",
        "05/10/2026 | les prochains plans | {role} | vous écarter | Congé long",
        "05/10/2026 | les prochains plans |  | vous séparer de Léon Girard dans « {pole} » | Un couple",
        "05/10/2026 | les prochains plans |  | ne plus vous séparer de Léon Girard dans « {pole} » | Réunion",
    ],
    "cover": ["05/10/2026 | {role} | 05/10/2026 | 04/10/2027 | un intérim | Réunion"],
}


def told_of_chloe(coop: TestCoop) -> dict[str, str]:
    """Rows of every table about Chloé and Léon; return what stands for words in what is found."""
    shared_post(coop)
    chloe, leon = coop.person("nobody"), coop.person("registrar")
    held = next(one for one in roles.roles(coop.desk("secretary")) if any(h.person_id == chloe for h in one.holders))
    role, mandate, code, pole = held.id, held.holders[0].mandate_id, f"m{chloe:03d}", held.pole_id
    pin = {"id": 1, "role_id": role, "role": held.name, "person_id": chloe, "imposed": True, "month": "2027-05"}

    def write(act: Act) -> None:
        def add(row: Any) -> int:
            act.session.add(row)
            act.session.flush()
            return int(row.id)

        branch = add(SkillBranch(name="Gestion", opened_on=SINCE))
        skill = add(Skill(code="law", name="Droit social", branch_id=branch, opened_on=SINCE))
        for who in (chloe, leon):
            add(SkillStep(person_id=who, skill_id=skill, step="declared", skill_level=2, dated=SINCE, by_id=who))
        add(
            SkillTraining(
                person_id=chloe,
                skill_id=skill,
                skill_level=3,
                starts_on=SINCE,
                reached_on=UNTIL,
                details="Le lundi",
                ended_on=SINCE,
                ended_because="Parti",
            )
        )
        plan = act.session.scalars(select(Handover.id).where(Handover.receiver_id == leon)).one()
        for giver, why in ((chloe, "Avant"), (None, "Partie")):
            add(
                HandoverGiver(
                    handover_id=plan,
                    giver_id=giver,
                    kind="holder" if giver else "nobody",
                    because=why,
                    at=AT,
                    recorded_by_id=leon,
                )
            )
        add(HandoverEnd(handover_id=plan, at=AT, by_id=leon))
        add(
            RampUp(
                learner_id=leon,
                buddy_id=chloe,
                skill="law",
                steps=["Lire", "Faire"],
                starts_on=SINCE,
                target_on=UNTIL,
                because="Réunion",
                at=AT,
                recorded_by_id=leon,
            )
        )
        add(
            BuddyPair(
                one_id=leon, buddy_id=chloe, skill="law", starts_on=SINCE, decision="Réunion", recorded_by_id=leon
            )
        )
        add(
            Retrospective(
                mandate_id=mandate,
                role_id=role,
                author_id=chloe,
                what_worked="Le calendrier",
                what_was_hard="Août",
                attention="Oui",
                advice="Parlez tôt",
                at=AT,
            )
        )
        circle = add(
            Cooptation(
                role_id=role,
                sheet_version=1,
                held_on=SINCE,
                facilitator_id=chloe,
                circle=[leon],
                names=[chloe, leon],
                starts_on=SINCE,
                ends_on=UNTIL,
                recorded_by_id=leon,
            )
        )
        named = {"by": leon, "by_name": "Léon Girard", "name": "Chloé Hénaff", "because": "Elle écoute"}
        answers = {"proposal": "Chloé Hénaff", "consents": 1, "aside": 0, "objections": []}
        for step, told in (("recording", {"names": True, "frame": "Lu"}), ("nomination", named),
                           ("proposal", {"proposal": "Chloé Hénaff"}), ("answers", answers)):  # fmt: skip
            add(CooptationEvent(cooptation_id=circle, at=AT, step=step, told=told, recorded_by_id=leon))
        add(
            Endorsement(
                role_id=role,
                endorsed_id=chloe,
                cooptation_id=circle,
                since=SINCE,
                ends_on=UNTIL,
                withdrawn_on=UNTIL,
                withdrawn_because="Départ",
            )
        )
        draw = add(
            Draw(
                role_id=role,
                sheet_version=1,
                frozen_at=AT,
                frozen_on=SINCE,
                fingerprint="",
                sources=[],
                eligible=[{"code": code, "person": chloe, "name": ""}],
                seats=1,
                starts_on=SINCE,
                ends_on=UNTIL,
                recorded_by_id=leon,
            )
        )
        add(DrawResult(draw_id=draw, at=AT, read=[], drawn_by="", drawn=[code], given_up="", recorded_by_id=leon))
        add(
            DrawAnswer(
                draw_id=draw, drawn_id=chloe, on=SINCE, accepts=False, because="Déjà deux rôles", recorded_by_id=leon
            )
        )
        plan = add(
            RotationPlan(
                name="Rotation 2027",
                first_month="2027-01",
                months=12,
                case_file=in_bytes(told_case(chloe)),
                plan_file=in_bytes({"format": "rotation-plan/1", "mandates": [small_case.mandate(f"p{chloe}", 0, 1)]}),
                told=b"",
                settings={},
                pins=[pin | {"because": "Seule formée"}],
                objective=0,
                vacant=0,
                made_by_id=leon,
                made_at=AT,
            )
        )
        add(
            RotationPin(
                role_id=role, named_id=chloe, imposed=False, because="Congé long", recorded_by_id=leon, recorded_at=AT
            )
        )
        add(
            RotationAdoption(
                plan_id=plan, decision="Réunion d’équipe", decided_on=SINCE, deciders=[chloe, leon], case_file=b"",
                changes=[], objective=0, recorded_by_id=leon, recorded_at=AT,
            )
        )  # fmt: skip
        pair = ApartPair(leon, chloe, pole, "Un couple")
        for settings in (Settings(apart=(pair,)), Settings(seconds=5, apart=(pair,)), Settings()):
            add(RotationSettings(said=kept(settings), because="Réunion", recorded_by_id=leon, recorded_at=AT))
        add(CoverChoice(role_id=role, holder_id=chloe, first_day=SINCE, last_day=UNTIL, choice="interim",
                        decision="Réunion", dated=SINCE, by_id=leon))  # fmt: skip

    act_as(coop, "secretary", write)
    return {"role": held.name, "code": code, "pole": held.pole}


def told_case(chloe: int) -> dict[str, Any]:
    """A case of hers."""
    people = [
        small_case.member("p0"),
        small_case.member(f"p{chloe}", fte=80, absences=[[2, 2]], preferences={"paie": -1}),
    ]
    return small_case.case(members=people)


def plain(words: str) -> str:
    """Words with ordinary spaces."""
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def found_by(coop: TestCoop, who: str) -> dict[str, list[str]]:
    """What each part says, in words."""
    return {
        part.key: [
            plain(" | ".join(said(value.kind, one) for value, one in zip(part.values, row, strict=True)))
            for row in part.rows
        ]
        for part in service.own_data(coop.desk(who)).parts
        if part.key in FOUND
    }


def test_each_finds_what_roles_and_skills_hold_on_them_and_nothing_of_others(coop: TestCoop) -> None:
    words = told_of_chloe(coop)
    coop.on(SINCE)
    expected = {key: [plain(one.format(**words)) for one in rows] for key, rows in FOUND.items()}
    assert found_by(coop, "nobody") == expected
    assert [key for key, rows in found_by(coop, "keeper").items() if rows] == ["handovers"]
