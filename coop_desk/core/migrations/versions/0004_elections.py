"""The tables of version 4."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what version 4 has more."""
    op.create_table(
        "post",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_post_body_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_post_team_id")),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_post_title_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_table(
        "remote_opposition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opponent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("cancels_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cancels_id"], ["remote_opposition.id"], name=op.f("fk_remote_opposition_cancels_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_remote_opposition_meeting_id")),
        sa.ForeignKeyConstraint(["opponent_id"], ["person.id"], name=op.f("fk_remote_opposition_opponent_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_remote_opposition_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remote_opposition")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_remote_opposition_cancels_id")),
    )
    with op.batch_alter_table("remote_opposition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remote_opposition_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "written_question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Unicode(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_written_question_author_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["written_question.id"], name=op.f("fk_written_question_corrects_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_written_question_meeting_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_written_question_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_question")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_written_question_corrects_id")),
    )
    with op.batch_alter_table("written_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_written_question_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "written_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.Unicode(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["written_question.id"], name=op.f("fk_written_answer_question_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_written_answer_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_answer")),
    )
    with op.batch_alter_table("written_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_written_answer_question_id"), ["question_id"], unique=False)

    op.create_table(
        "election",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("occasion", sa.Unicode(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("electorate_of", sa.Unicode(), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("method", sa.Unicode(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("way", sa.Unicode(), nullable=False),
        sa.Column("state", sa.Unicode(), nullable=False),
        sa.Column("candidates_until", sa.Date(), nullable=True),
        sa.Column("order_drawn", sa.JSON(), nullable=False),
        sa.Column("ratified", sa.Boolean(), nullable=False),
        sa.Column("ratification_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_because", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_election_body_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_election_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_election_meeting_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_election_post_id")),
        sa.ForeignKeyConstraint(["ratification_id"], ["resolution.id"], name=op.f("fk_election_ratification_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_election_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election")),
    )
    with op.batch_alter_table("election", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "mandate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("called", sa.Unicode(), nullable=False),
        sa.Column("origin", sa.Unicode(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("until_assembly_of", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("election", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_mandate_holder_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_mandate_post_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_mandate_recorded_by_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["mandate.id"], name=op.f("fk_mandate_replaces_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_mandate_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandate_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mandate_post_id"), ["post_id"], unique=False)

    op.create_table(
        "candidacy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("candidate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("declared", sa.JSON(), nullable=False),
        sa.Column("list_name", sa.Unicode(), nullable=False),
        sa.Column("list_rank", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["person.id"], name=op.f("fk_candidacy_candidate_id")),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_candidacy_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacy")),
        sa.UniqueConstraint("election_id", "candidate_id", name=op.f("uq_candidacy_election_id_candidate_id")),
    )
    with op.batch_alter_table("candidacy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidacy_election_id"), ["election_id"], unique=False)

    op.create_table(
        "election_decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("between", sa.JSON(), nullable=False),
        sa.Column("chosen", sa.Unicode(), nullable=False),
        sa.Column("by", sa.Unicode(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_election_decision_election_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_election_decision_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_decision")),
    )
    with op.batch_alter_table("election_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_decision_election_id"), ["election_id"], unique=False)

    op.create_table(
        "election_opening",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("definition", sa.Unicode(), nullable=False),
        sa.Column("digest", sa.Unicode(), nullable=False),
        sa.Column("electorate", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_election_opening_election_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_election_opening_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_opening")),
        sa.UniqueConstraint("election_id", "round", name=op.f("uq_election_opening_election_id_round")),
    )
    with op.batch_alter_table("election_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_opening_election_id"), ["election_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_election_opening_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "election_result",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("elected", sa.JSON(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["election_result.id"], name=op.f("fk_election_result_corrects_id")),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_election_result_election_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_election_result_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_result")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_election_result_corrects_id")),
    )
    with op.batch_alter_table("election_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_result_election_id"), ["election_id"], unique=False)

    op.create_table(
        "election_teller",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("teller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["election.id"], name=op.f("fk_election_teller_election_id")),
        sa.ForeignKeyConstraint(["teller_id"], ["person.id"], name=op.f("fk_election_teller_teller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_teller")),
        sa.UniqueConstraint("election_id", "teller_id", name=op.f("uq_election_teller_election_id_teller_id")),
    )
    with op.batch_alter_table("election_teller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_teller_election_id"), ["election_id"], unique=False)

    op.create_table(
        "mandate_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("cancels_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cancels_id"], ["mandate_event.id"], name=op.f("fk_mandate_event_cancels_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_mandate_event_grant_id")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_mandate_event_mandate_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["grant_proposal.id"], name=op.f("fk_mandate_event_proposal_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_mandate_event_recorded_by_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_mandate_event_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_event")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_mandate_event_cancels_id")),
    )
    with op.batch_alter_table("mandate_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandate_event_mandate_id"), ["mandate_id"], unique=False)

    op.create_table(
        "circle_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opening_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["opening_id"], ["election_opening.id"], name=op.f("fk_circle_event_opening_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_circle_event_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_event")),
    )
    with op.batch_alter_table("circle_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_event_opening_id"), ["opening_id"], unique=False)

    op.create_table(
        "election_count",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opening_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.Unicode(), nullable=False),
        sa.Column("voted", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["election_count.id"], name=op.f("fk_election_count_corrects_id")),
        sa.ForeignKeyConstraint(["opening_id"], ["election_opening.id"], name=op.f("fk_election_count_opening_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_election_count_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_count")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_election_count_corrects_id")),
    )
    with op.batch_alter_table("election_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_count_opening_id"), ["opening_id"], unique=False)

    op.create_table(
        "paper_pile",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opening_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("signed", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_paper_pile_opened_by_id")),
        sa.ForeignKeyConstraint(["opening_id"], ["election_opening.id"], name=op.f("fk_paper_pile_opening_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_pile")),
    )
    with op.batch_alter_table("paper_pile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_pile_opening_id"), ["opening_id"], unique=False)

    op.create_table(
        "urn",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opening_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("mixer_key", sa.LargeBinary(), nullable=True),
        sa.Column("mixer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organiser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("allows_void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mixer_id"], ["person.id"], name=op.f("fk_urn_mixer_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["person.id"], name=op.f("fk_urn_officer_id")),
        sa.ForeignKeyConstraint(["opening_id"], ["election_opening.id"], name=op.f("fk_urn_opening_id")),
        sa.ForeignKeyConstraint(["organiser_id"], ["person.id"], name=op.f("fk_urn_organiser_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn")),
        sa.UniqueConstraint("opening_id", name=op.f("uq_urn_opening_id")),
    )
    op.create_table(
        "paper_keying",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pile_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("void_because", sa.Unicode(), nullable=False),
        sa.Column("keyed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["keyed_by_id"], ["person.id"], name=op.f("fk_paper_keying_keyed_by_id")),
        sa.ForeignKeyConstraint(["pile_id"], ["paper_pile.id"], name=op.f("fk_paper_keying_pile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_keying")),
    )
    with op.batch_alter_table("paper_keying", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_keying_pile_id"), ["pile_id"], unique=False)

    op.create_table(
        "paper_settled",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pile_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("void_because", sa.Unicode(), nullable=False),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("settled_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["pile_id"], ["paper_pile.id"], name=op.f("fk_paper_settled_pile_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_paper_settled_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_settled")),
    )
    with op.batch_alter_table("paper_settled", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_settled_pile_id"), ["pile_id"], unique=False)

    op.create_table(
        "urn_closing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("voted", sa.Integer(), nullable=False),
        sa.Column("on_paper", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("codes_digest", sa.Unicode(), nullable=False),
        sa.Column("closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("beside_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["beside_id"], ["person.id"], name=op.f("fk_urn_closing_beside_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_urn_closing_closed_by_id")),
        sa.ForeignKeyConstraint(["urn_id"], ["urn.id"], name=op.f("fk_urn_closing_urn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn_closing")),
        sa.UniqueConstraint("urn_id", name=op.f("uq_urn_closing_urn_id")),
    )
    op.create_table(
        "urn_content",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("codes", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["urn_id"], ["urn.id"], name=op.f("fk_urn_content_urn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn_content")),
        sa.UniqueConstraint("urn_id", name=op.f("uq_urn_content_urn_id")),
    )
    op.create_table(
        "urn_count",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("altered", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["urn_id"], ["urn.id"], name=op.f("fk_urn_count_urn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn_count")),
        sa.UniqueConstraint("urn_id", name=op.f("uq_urn_count_urn_id")),
    )
    op.create_table(
        "urn_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["urn_id"], ["urn.id"], name=op.f("fk_urn_file_urn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn_file")),
        sa.UniqueConstraint("urn_id", name=op.f("uq_urn_file_urn_id")),
    )
    op.create_table(
        "urn_incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("told", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_urn_incident_recorded_by_id")),
        sa.ForeignKeyConstraint(["urn_id"], ["urn.id"], name=op.f("fk_urn_incident_urn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn_incident")),
    )
    with op.batch_alter_table("urn_incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_urn_incident_urn_id"), ["urn_id"], unique=False)

    op.create_table(
        "urn_share",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scrutineer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["scrutineer_id"], ["person.id"], name=op.f("fk_urn_share_scrutineer_id")),
        sa.ForeignKeyConstraint(["urn_id"], ["urn.id"], name=op.f("fk_urn_share_urn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn_share")),
    )
    with op.batch_alter_table("urn_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_urn_share_urn_id"), ["urn_id"], unique=False)

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("without_room", sa.Boolean(), nullable=True))
