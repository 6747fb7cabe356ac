"""The tables of version 1."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "highest_capital",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_highest_capital")),
    )
    op.create_table(
        "identity_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("form", sa.Unicode(), nullable=False),
        sa.Column("seat", sa.Unicode(), nullable=False),
        sa.Column("rcs_city", sa.Unicode(), nullable=False),
        sa.Column("siren", sa.Unicode(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("year_end_month", sa.Integer(), nullable=False),
        sa.Column("year_end_day", sa.Integer(), nullable=False),
        sa.Column("sarl_before_2005", sa.Boolean(), nullable=False),
        sa.Column("has_auditor", sa.Boolean(), nullable=False),
        sa.Column("amorcage_until", sa.Date(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_version")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("family_name", sa.Unicode(), nullable=False),
        sa.Column("given_name", sa.Unicode(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "remembered_column",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("heading", sa.Unicode(), nullable=False),
        sa.Column("field", sa.Unicode(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_column")),
        sa.UniqueConstraint("heading", name=op.f("uq_remembered_column_heading")),
    )
    op.create_table(
        "statutes_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statutes_version")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["team.id"], name=op.f("fk_team_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "title",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Unicode(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title")),
        sa.UniqueConstraint("code", name=op.f("uq_title_code")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("login", sa.Unicode(), nullable=False),
        sa.Column("password", sa.Unicode(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("wrong_attempts", sa.Integer(), nullable=False),
        sa.Column("last_attempt", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_account_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_account_holder_id")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
    )
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)
    op.create_table(
        "body",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_body_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.create_table(
        "email_consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("channel", sa.Unicode(), nullable=False),
        sa.Column("address", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_email_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_consent")),
    )
    op.create_index(op.f("ix_email_consent_person_id"), "email_consent", ["person_id"], unique=False)
    op.create_table(
        "employment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Unicode(), nullable=False),
        sa.Column("working_time", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_employment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
    )
    op.create_index(op.f("ix_employment_person_id"), "employment", ["person_id"], unique=False)
    op.create_table(
        "grant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("right", sa.Unicode(), nullable=True),
        sa.Column("over", sa.JSON(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("ended_because", sa.Unicode(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_grant_holder_id")),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_grant_title_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant")),
    )
    op.create_index(op.f("ix_grant_holder_id"), "grant", ["holder_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.Unicode(), nullable=False),
        sa.Column("outcome", sa.Unicode(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Unicode(), nullable=False),
        sa.Column("previous", sa.Unicode(), nullable=False),
        sa.Column("hash", sa.Unicode(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.Unicode(), nullable=False),
        sa.Column("body", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_journal_actor_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_action"), "journal", ["action"], unique=False)
    op.create_index(op.f("ix_journal_actor_id"), "journal", ["actor_id"], unique=False)
    op.create_table(
        "letter_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Unicode(), nullable=False),
        sa.Column("words", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_letter_text_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
    )
    op.create_table(
        "marital_information",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("regime", sa.Unicode(), nullable=False),
        sa.Column("spouse_name", sa.Unicode(), nullable=False),
        sa.Column("spouse_informed_on", sa.Date(), nullable=True),
        sa.Column("spouse_answer", sa.Unicode(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_marital_information_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marital_information")),
        sa.UniqueConstraint("person_id", name=op.f("uq_marital_information_person_id")),
    )
    op.create_index(op.f("ix_marital_information_person_id"), "marital_information", ["person_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Unicode(), nullable=True),
        sa.Column("legal_person", sa.Boolean(), nullable=False),
        sa.Column("cooperative", sa.Boolean(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("number", name=op.f("uq_member_number")),
        sa.UniqueConstraint("person_id", name=op.f("uq_member_person_id")),
    )
    op.create_index(op.f("ix_member_person_id"), "member", ["person_id"], unique=False)
    op.create_table(
        "member_details",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("address", sa.Unicode(), nullable=False),
        sa.Column("post_code", sa.Unicode(), nullable=False),
        sa.Column("city", sa.Unicode(), nullable=False),
        sa.Column("country", sa.Unicode(), nullable=False),
        sa.Column("email", sa.Unicode(), nullable=False),
        sa.Column("phone", sa.Unicode(), nullable=False),
        sa.Column("notes", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_details_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_details")),
        sa.UniqueConstraint("person_id", name=op.f("uq_member_details_person_id")),
    )
    op.create_index(op.f("ix_member_details_person_id"), "member_details", ["person_id"], unique=False)
    op.create_table(
        "share_movement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("nominal_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("funds", sa.Unicode(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("note", sa.Unicode(), nullable=False),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_share_movement_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_movement")),
        sa.UniqueConstraint("number", name=op.f("uq_share_movement_number")),
        sa.UniqueConstraint("reverses", name=op.f("uq_share_movement_reverses")),
    )
    op.create_index(op.f("ix_share_movement_day"), "share_movement", ["day"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.Unicode(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("counts_for_capital_51", sa.Boolean(), nullable=False),
        sa.Column("counts_for_votes_65", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["status_change.id"], name=op.f("fk_status_change_corrects_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_status_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_status_change_corrects_id")),
    )
    op.create_index(op.f("ix_status_change_person_id"), "status_change", ["person_id"], unique=False)
    op.create_table(
        "statutes_value",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Unicode(), nullable=False),
        sa.Column("value", sa.Unicode(), nullable=False),
        sa.Column("source", sa.Unicode(), nullable=False),
        sa.Column("article", sa.Unicode(), nullable=False),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["statutes_version.id"], name=op.f("fk_statutes_value_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statutes_value")),
    )
    op.create_index(op.f("ix_statutes_value_key"), "statutes_value", ["key"], unique=False)
    op.create_index(op.f("ix_statutes_value_version_id"), "statutes_value", ["version_id"], unique=False)
    op.create_table(
        "team_membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_membership_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_membership_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_membership")),
    )
    op.create_index(op.f("ix_team_membership_person_id"), "team_membership", ["person_id"], unique=False)
    op.create_index("ix_team_membership_team_id", "team_membership", ["team_id"], unique=False)
    op.create_table(
        "title_right",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("right", sa.Unicode(), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_title_right_title_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_right")),
    )
    op.create_index(op.f("ix_title_right_title_id"), "title_right", ["title_id"], unique=False)
    op.create_table(
        "vote_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vote_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_change")),
    )
    op.create_index(op.f("ix_vote_change_person_id"), "vote_change", ["person_id"], unique=False)
    op.create_table(
        "application_outcome",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome", sa.Unicode(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_outcome_application_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_outcome_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_outcome")),
        sa.UniqueConstraint("application_id", name=op.f("uq_application_outcome_application_id")),
    )
    op.create_index(op.f("ix_application_outcome_person_id"), "application_outcome", ["person_id"], unique=False)
    op.create_table(
        "body_seat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_seat_body_id")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_body_seat_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_seat")),
    )
    op.create_index(op.f("ix_body_seat_body_id"), "body_seat", ["body_id"], unique=False)
    op.create_table(
        "journal_touch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["journal.seq"], name=op.f("fk_journal_touch_seq")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_touch")),
    )
    op.create_index(op.f("ix_journal_touch_person_id"), "journal_touch", ["person_id"], unique=False)
    op.create_index(op.f("ix_journal_touch_record"), "journal_touch", ["record"], unique=False)
    op.create_index(op.f("ix_journal_touch_seq"), "journal_touch", ["seq"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("annual_accounts", sa.Boolean(), nullable=False),
        sa.Column("call_number", sa.Integer(), nullable=False),
        sa.Column("first_meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("place", sa.Unicode(), nullable=False),
        sa.Column("state", sa.Unicode(), nullable=False),
        sa.Column("convened_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("chair_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("chair_capacity", sa.Unicode(), nullable=False),
        sa.Column("secretary_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secretary_name", sa.Unicode(), nullable=False),
        sa.Column("teller_ids", sa.JSON(), nullable=False),
        sa.Column("electorate", sa.JSON(), nullable=False),
        sa.Column("associates", sa.Integer(), nullable=False),
        sa.Column("current_item_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_body_id")),
        sa.ForeignKeyConstraint(["chair_id"], ["person.id"], name=op.f("fk_meeting_chair_id")),
        sa.ForeignKeyConstraint(["first_meeting_id"], ["meeting.id"], name=op.f("fk_meeting_first_meeting_id")),
        sa.ForeignKeyConstraint(["secretary_id"], ["person.id"], name=op.f("fk_meeting_secretary_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("body_id", "number", name=op.f("uq_meeting_body_id_number")),
    )
    op.create_table(
        "share_leg",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("movement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counterpart_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("subscribed_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paid_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("claim_cents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["counterpart_id"], ["person.id"], name=op.f("fk_share_leg_counterpart_id")),
        sa.ForeignKeyConstraint(["movement_id"], ["share_movement.id"], name=op.f("fk_share_leg_movement_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_share_leg_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_leg")),
    )
    op.create_index(op.f("ix_share_leg_movement_id"), "share_leg", ["movement_id"], unique=False)
    op.create_index(op.f("ix_share_leg_person_id"), "share_leg", ["person_id"], unique=False)
    op.create_index(
        "ix_share_leg_situation",
        "share_leg",
        ["person_id", "day", "shares", "subscribed_cents", "paid_cents", "claim_cents"],
        unique=False,
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("details", sa.Unicode(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("presenter", sa.Unicode(), nullable=False),
        sa.Column("added_after_call", sa.Boolean(), nullable=False),
        sa.Column("debate", sa.Unicode(), nullable=False),
        sa.Column("debate_saved_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    op.create_table(
        "calling_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_calling_step_meeting_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_calling_step_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calling_step")),
    )
    op.create_index("ix_calling_step_meeting_id", "calling_step", ["meeting_id"], unique=False)
    op.create_table(
        "meeting_guest",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("capacity", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_guest_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_guest")),
    )
    op.create_index(op.f("ix_meeting_guest_meeting_id"), "meeting_guest", ["meeting_id"], unique=False)
    op.create_table(
        "meeting_incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("text", sa.Unicode(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_incident_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_incident")),
    )
    op.create_index(op.f("ix_meeting_incident_meeting_id"), "meeting_incident", ["meeting_id"], unique=False)
    op.create_table(
        "minute",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minute_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minute")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minute_meeting_id")),
    )
    op.create_table(
        "presence_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("voter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("cancels_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("during_item_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cancels_id"], ["presence_event.id"], name=op.f("fk_presence_event_cancels_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_presence_event_holder_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_presence_event_meeting_id")),
        sa.ForeignKeyConstraint(["voter_id"], ["person.id"], name=op.f("fk_presence_event_voter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_event")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_presence_event_cancels_id")),
    )
    op.create_index("ix_presence_event_meeting_id", "presence_event", ["meeting_id"], unique=False)
    op.create_table(
        "quorum_failure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("represented", sa.Integer(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("quorum_needed", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_quorum_failure_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quorum_failure")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_quorum_failure_meeting_id")),
    )
    op.create_table(
        "sending",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("recipient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("means", sa.Unicode(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.Unicode(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("note", sa.Unicode(), nullable=False),
        sa.Column("cancels_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cancels_id"], ["sending.id"], name=op.f("fk_sending_cancels_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_sending_meeting_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name=op.f("fk_sending_recipient_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_sending_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_sending_cancels_id")),
    )
    op.create_index("ix_sending_meeting_id", "sending", ["meeting_id"], unique=False)
    op.create_table(
        "agenda_attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("file_name", sa.Unicode(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Unicode(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_attachment_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_attachment")),
    )
    op.create_index(op.f("ix_agenda_attachment_item_id"), "agenda_attachment", ["item_id"], unique=False)
    op.create_table(
        "minute_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minute_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Unicode(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["minute_id"], ["minute.id"], name=op.f("fk_minute_part_minute_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_minute_part_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minute_part")),
        sa.UniqueConstraint("minute_id", "name", "version", name=op.f("uq_minute_part_minute_id_name_version")),
    )
    op.create_table(
        "resolution",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("text", sa.Unicode(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("by_leaders", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("off_agenda", sa.Unicode(), nullable=True),
        sa.Column("amended", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("admits_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["admits_id"], ["person.id"], name=op.f("fk_resolution_admits_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_resolution_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    op.create_index(op.f("ix_resolution_item_id"), "resolution", ["item_id"], unique=False)
    op.create_table(
        "sealed_piece",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("minute_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("register", sa.Unicode(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("facts_sha256", sa.Unicode(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Unicode(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("sealed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed_by", sa.Unicode(), nullable=False),
        sa.Column("journal_number", sa.Integer(), nullable=False),
        sa.Column("journal_hash", sa.Unicode(), nullable=False),
        sa.Column("previous_hash", sa.Unicode(), nullable=False),
        sa.Column("chained_hash", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_sealed_piece_body_id")),
        sa.ForeignKeyConstraint(["minute_id"], ["minute.id"], name=op.f("fk_sealed_piece_minute_id")),
        sa.ForeignKeyConstraint(["sealed_by_id"], ["person.id"], name=op.f("fk_sealed_piece_sealed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_piece")),
        sa.UniqueConstraint("body_id", "number", "part", name=op.f("uq_sealed_piece_body_id_number_part")),
        sa.UniqueConstraint("minute_id", "part", name=op.f("uq_sealed_piece_minute_id_part")),
        sa.UniqueConstraint("sequence", name=op.f("uq_sealed_piece_sequence")),
    )
    op.create_table(
        "decision_follow_up",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("responsible_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Unicode(), nullable=False),
        sa.Column("note", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_decision_follow_up_resolution_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_decision_follow_up_responsible_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_decision_follow_up_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_follow_up")),
        sa.UniqueConstraint("resolution_id", name=op.f("uq_decision_follow_up_resolution_id")),
    )
    op.create_table(
        "meeting_admission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("admitted_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["admitted_id"], ["person.id"], name=op.f("fk_meeting_admission_admitted_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_admission_meeting_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_meeting_admission_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_admission")),
        sa.UniqueConstraint("resolution_id", name=op.f("uq_meeting_admission_resolution_id")),
    )
    op.create_index(op.f("ix_meeting_admission_meeting_id"), "meeting_admission", ["meeting_id"], unique=False)
    op.create_table(
        "sheet_use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("used_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_sheet_use_body_id")),
        sa.ForeignKeyConstraint(["piece_id"], ["sealed_piece.id"], name=op.f("fk_sheet_use_piece_id")),
        sa.ForeignKeyConstraint(["used_by_id"], ["person.id"], name=op.f("fk_sheet_use_used_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_use")),
    )
    op.create_index(op.f("ix_sheet_use_body_id"), "sheet_use", ["body_id"], unique=False)
    op.create_table(
        "signed_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("piece_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_name", sa.Unicode(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Unicode(), nullable=False),
        sa.Column("said", sa.Unicode(), nullable=False),
        sa.Column("attached_at", sa.DateTime(), nullable=False),
        sa.Column("attached_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["attached_by_id"], ["person.id"], name=op.f("fk_signed_file_attached_by_id")),
        sa.ForeignKeyConstraint(["piece_id"], ["sealed_piece.id"], name=op.f("fk_signed_file_piece_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_file")),
    )
    op.create_index(op.f("ix_signed_file_piece_id"), "signed_file", ["piece_id"], unique=False)
    op.create_table(
        "vote_exclusion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("excluded_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["excluded_id"], ["person.id"], name=op.f("fk_vote_exclusion_excluded_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_vote_exclusion_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_exclusion")),
        sa.UniqueConstraint("resolution_id", "excluded_id", name=op.f("uq_vote_exclusion_resolution_id_excluded_id")),
    )
    op.create_index(op.f("ix_vote_exclusion_resolution_id"), "vote_exclusion", ["resolution_id"], unique=False)
    op.create_table(
        "vote_result",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("mode", sa.Unicode(), nullable=False),
        sa.Column("in_room", sa.JSON(), nullable=False),
        sa.Column("by_form", sa.JSON(), nullable=False),
        sa.Column("blank_proxies", sa.JSON(), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("represented", sa.Integer(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("quorum_needed", sa.Integer(), nullable=False),
        sa.Column("quorum_met", sa.Boolean(), nullable=False),
        sa.Column("quorum_sentence", sa.Unicode(), nullable=False),
        sa.Column("needed_for", sa.Integer(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("tie", sa.Boolean(), nullable=False),
        sa.Column("sentence", sa.Unicode(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("electorate", sa.JSON(), nullable=False),
        sa.Column("present_ids", sa.JSON(), nullable=False),
        sa.Column("represented_pairs", sa.JSON(), nullable=False),
        sa.Column("form_choices", sa.JSON(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("last_entry_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("correction_reason", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["vote_result.id"], name=op.f("fk_vote_result_corrects_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_vote_result_recorded_by_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_vote_result_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_result")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_vote_result_corrects_id")),
    )
    op.create_index(op.f("ix_vote_result_resolution_id"), "vote_result", ["resolution_id"], unique=False)
    op.create_table(
        "roll_call_vote",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("result_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("choice", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_roll_call_vote_owner_id")),
        sa.ForeignKeyConstraint(["result_id"], ["vote_result.id"], name=op.f("fk_roll_call_vote_result_id")),
        sa.ForeignKeyConstraint(["voter_id"], ["person.id"], name=op.f("fk_roll_call_vote_voter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call_vote")),
    )
    op.create_index(op.f("ix_roll_call_vote_result_id"), "roll_call_vote", ["result_id"], unique=False)
