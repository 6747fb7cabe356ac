"""Facts of an invented assembly, for the tests that need no file."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from coop_desk.topics.assemblies.records import BodyKind, Choice, VoteMode
from coop_desk.topics.minutes.records import (
    Attendee,
    Company,
    Facts,
    Named,
    Outcome,
    Point,
    Resolution,
    RollCallLine,
    Seal,
    Sending,
    Story,
    Way,
)

COMPANY = Company(
    name="Les Ateliers du Canal",
    form="SARL",
    form_words="Société coopérative de production à responsabilité limitée",
    seat="12, quai du Canal, 44000 Nantes",
    rcs_city="Nantes",
    siren="732829320",
)
NAMES = (
    "Inès Pérez", "Chloé Hénaff", "Zoé Lacroix", "Malo Le Gall", "Sœur Bernadette Œillet", "Noël Weiß",
    "Awa Diop", "Hugo Martin", "Léa Fontaine", "Paul Petit", "Maël Guégan", "Jeanne Lefèvre",
    "Omar Benali", "Rose Duval", "Tom Rivière", "Ana Costa", "Yanis Kaci", "Élodie Marchand",
    "Gaël Tanguy", "Nina Roux", "Sami Haddad", "Clara Vidal", "Luc Moreau", "Ève Garnier",
)  # fmt: skip


def outcome(votes_for: int, against: int = 0, abstained: int = 0, adopted: bool = True) -> Outcome:
    """An ordinary vote of a SARL on first call, among 24."""
    return Outcome(
        electorate=24,
        taking_part=votes_for + against + abstained,
        quorum_needed=0,
        quorum_reached=True,
        quorum_sentence="Aucun quorum n’est requis.",
        votes_for=votes_for,
        against=against,
        abstained=abstained,
        blank=0,
        void=0,
        adopted=adopted,
        sentence="Il fallait plus de la moitié des 24 voix, soit 13. "
        f"Il y a {votes_for} voix pour : la résolution est {'adoptée' if adopted else 'rejetée'}.",
        mode=VoteMode.HANDS,
        rules=("PV-07",),
    )


def resolution(rank: int, title: str, words: str, result: Outcome | None, **more: object) -> Resolution:
    """A resolution of the ordinary kind."""
    return replace(Resolution(rank, rank, title, words, "ordinaire", result), **more)  # type: ignore[arg-type]


def roll_call() -> Outcome:
    """A vote by roll call with one proxy."""
    lines = [RollCallLine(name, Choice.FOR) for name in NAMES[:15]]
    lines += [RollCallLine(NAMES[15], Choice.AGAINST, NAMES[0])]
    return replace(outcome(15, 1), mode=VoteMode.ROLL_CALL, roll_call=tuple(lines))


def attendees() -> tuple[Attendee, ...]:
    """Fifteen present, two represented, seven absent of whom one comes later."""
    present = [Attendee(name, Way.PRESENT, 20 + place, 1) for place, name in enumerate(NAMES[:15])]
    represented = [
        Attendee(NAMES[15], Way.REPRESENTED, 12, 1, NAMES[0]),
        Attendee(NAMES[16], Way.REPRESENTED, 1200, 1, NAMES[1]),
    ]
    absent = [Attendee(name, Way.ABSENT, 5, 1) for name in NAMES[17:23]]
    late = Attendee(NAMES[23], Way.ABSENT, 7, 1, note="en cours de séance")
    return (*present, *represented, *absent, late)


def facts() -> Facts:
    """The annual assembly of a SARL, with what minutes may have to say."""
    return Facts(
        company=COMPANY,
        body=BodyKind.GENERAL_ASSEMBLY,
        body_name="Assemblée générale",
        title="Assemblée générale ordinaire annuelle",
        held_on=date(2026, 6, 12),
        place="au siège social",
        opened=time(14, 5),
        closed=time(16, 21),
        called_by="la gérance",
        called_on=date(2026, 5, 22),
        call_rank=1,
        first_call_on=None,
        sendings=(
            Sending("lettre recommandée", 20, date(2026, 5, 22), date(2026, 5, 22)),
            Sending("courrier électronique", 4, date(2026, 5, 22), date(2026, 5, 25)),
        ),
        chair=Named("Inès Pérez", "gérante"),
        secretary=Named("Chloé Hénaff"),
        tellers=(Named("Zoé Lacroix"), Named("Malo Le Gall")),
        guests=(Named("Marc Aubry", "commissaire aux comptes"),),
        associates=24,
        employed=22,
        votes=24,
        proxy_limit=1,
        attendees=attendees(),
        documents=("Comptes annuels 2025", "Rapport de la gérance", "Texte des résolutions"),
        points=(
            Point(
                1,
                1,
                "Approbation des comptes de l’exercice 2025",
                "La gérante présente les comptes. M. Lefèvre demande pourquoi les charges <externes> ont crû de 4 % ; "
                "il est répondu que l’atelier de Rezé a été loué dès janvier.",
                (
                    resolution(
                        1,
                        "Approbation des comptes",
                        "L’assemblée générale, après avoir entendu le rapport de la gérance, approuve les comptes "
                        "de l’exercice clos le 31 décembre 2025, qui font apparaître un excédent net de gestion de "
                        "80 000 €.",
                        outcome(13, 2, 2),
                    ),
                ),
            ),
            Point(
                2,
                2,
                "Répartition des excédents",
                "",
                (
                    resolution(
                        2,
                        "Répartition des excédents",
                        "L’assemblée générale décide de répartir l’excédent net de gestion comme suit :\n"
                        "– réserve légale : 12 000 € ;\n– fonds de développement : 24 000 € ;\n"
                        "– part travail : 36 000 € ;\n– intérêts aux parts : 8 000 €.",
                        roll_call(),
                        before=("À 15\u00a0h\u00a020, Ève Garnier rejoint la séance.",),
                    ),
                ),
            ),
            Point(
                3,
                3,
                "Convention avec un associé",
                "",
                (
                    resolution(
                        3,
                        "Bail de l’atelier de Rezé",
                        "L’assemblée générale approuve le bail conclu avec M. Paul Petit.",
                        replace(outcome(12, 3, 2, adopted=False), left_out=(Named("Paul Petit", "intéressé"),)),
                        amended=True,
                    ),
                ),
            ),
            Point(4, 4, "Point sur les embauches"),
        ),
        signers=(Named("Inès Pérez", "gérante, présidente de séance"), Named("Malo Le Gall", "gérant")),
        story=Story(incidents="À 15\u00a0h\u00a010, coupure de courant de cinq minutes."),
    )


def big_facts(resolutions: int = 60, people: int = 300) -> Facts:
    """An assembly of so many resolutions and attendees."""
    crowd = tuple(Attendee(f"Associée Numéro {n:03d}", Way.PRESENT, n, 1) for n in range(people))
    points = tuple(
        Point(
            n,
            n,
            f"Point numéro {n} de l’ordre du jour",
            "Après échange de vues, personne ne demande plus la parole.",
            (resolution(n, f"Décision {n}", "L’assemblée générale décide. " * 8, outcome(200, 50, 50)),),
        )
        for n in range(1, resolutions + 1)
    )
    return replace(facts(), attendees=crowd, points=points, associates=people, votes=people)


def seal(part: int = 0) -> Seal:
    """A seal on the day after."""
    return Seal(
        number=7,
        register="Registre des assemblées générales",
        sealed_at=datetime(2026, 6, 15, 8, 30).astimezone(UTC),
        sealed_by="Chloé Hénaff",
        previous="4f" * 32,
        journal_number=1234,
        journal_hash="ABCD-EFGH-IJKL-MNOP-QRST",
        part=part,
    )
