"""The tables of version 5."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what version 5 has more."""
    op.create_table(
        "leave_setting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_setting")),
    )
    op.create_table(
        "named_bonus",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Unicode(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_bonus")),
        sa.UniqueConstraint("code", name=op.f("uq_named_bonus_code")),
    )
    op.create_table(
        "pay_setting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("second_person", sa.Boolean(), nullable=False),
        sa.Column("siret", sa.Unicode(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_setting")),
    )
    op.create_table(
        "role_pole",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("purpose", sa.Unicode(), nullable=False),
        sa.Column("max_handovers", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_pole")),
    )
    op.create_table(
        "shares_booked",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Unicode(), nullable=False),
        sa.Column("movement", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares_booked")),
    )
    with op.batch_alter_table("shares_booked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shares_booked_month"), ["month"], unique=False)

    op.create_table(
        "work_site",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_site")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Unicode(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ends", sa.Unicode(), nullable=False),
        sa.Column("state", sa.Unicode(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_last_day", ["last_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "absence_draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_draft")),
    )
    with op.batch_alter_table("absence_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_draft_person_id"), ["person_id"], unique=False)

    op.create_table(
        "declared_couple",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("one_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_declared_couple_by_id")),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_declared_couple_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_declared_couple_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_couple")),
    )
    with op.batch_alter_table("declared_couple", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declared_couple_one_id"), ["one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_declared_couple_other_id"), ["other_id"], unique=False)

    op.create_table(
        "least_presence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_least_presence_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_least_presence")),
    )
    with op.batch_alter_table("least_presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_least_presence_team_id"), ["team_id"], unique=False)

    op.create_table(
        "leave_adjustment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account", sa.Unicode(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entry_number", sa.Integer(), nullable=True),
        sa.Column("dropped_because", sa.Unicode(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_leave_adjustment_decided_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_adjustment_person_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_leave_adjustment_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_adjustment")),
    )
    with op.batch_alter_table("leave_adjustment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_adjustment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "month_closing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_month_closing_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_closing")),
    )
    op.create_table(
        "pay_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Unicode(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("piece", sa.Unicode(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sealed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["pay_entry.id"], name=op.f("fk_pay_entry_corrects_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_entry_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_entry")),
        sa.UniqueConstraint("month", "number", name=op.f("uq_pay_entry_month_number")),
    )
    op.create_table(
        "pay_entry_account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line", sa.Unicode(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("debit_account", sa.Unicode(), nullable=False),
        sa.Column("debit_label", sa.Unicode(), nullable=False),
        sa.Column("credit_account", sa.Unicode(), nullable=False),
        sa.Column("credit_label", sa.Unicode(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_entry_account_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_entry_account")),
    )
    op.create_table(
        "pay_entry_journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Unicode(), nullable=False),
        sa.Column("label", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_entry_journal_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_entry_journal")),
    )
    op.create_table(
        "pay_hand_over",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outgoing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incoming_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["incoming_id"], ["person.id"], name=op.f("fk_pay_hand_over_incoming_id")),
        sa.ForeignKeyConstraint(["outgoing_id"], ["person.id"], name=op.f("fk_pay_hand_over_outgoing_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_hand_over_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_hand_over")),
    )
    op.create_table(
        "pay_layout",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Unicode(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name=op.f("fk_pay_layout_saved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_layout")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_pay_layout_name_version")),
    )
    with op.batch_alter_table("pay_layout", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_layout_name"), ["name"], unique=False)

    op.create_table(
        "pay_number",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pay_number_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_number")),
    )
    with op.batch_alter_table("pay_number", schema=None) as batch_op:
        batch_op.create_index("ix_pay_number_number", ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_pay_number_person_id"), ["person_id"], unique=False)

    op.create_table(
        "pay_package",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Unicode(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("layout", sa.Unicode(), nullable=False),
        sa.Column("layout_version", sa.Integer(), nullable=False),
        sa.Column("exported_at", sa.DateTime(), nullable=False),
        sa.Column("exported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["exported_by_id"], ["person.id"], name=op.f("fk_pay_package_exported_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_package")),
        sa.UniqueConstraint("month", "number", name=op.f("uq_pay_package_month_number")),
    )
    with op.batch_alter_table("pay_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_package_month"), ["month"], unique=False)

    op.create_table(
        "pay_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Unicode(), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_pay_step_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_step")),
    )
    with op.batch_alter_table("pay_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_step_month"), ["month"], unique=False)

    op.create_table(
        "person_site",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_site_person_id")),
        sa.ForeignKeyConstraint(["site_id"], ["work_site.id"], name=op.f("fk_person_site_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_site")),
    )
    with op.batch_alter_table("person_site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_site_person_id"), ["person_id"], unique=False)

    op.create_table(
        "site_holidays",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.Unicode(), nullable=False),
        sa.Column("good_friday", sa.Boolean(), nullable=False),
        sa.Column("worked", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["work_site.id"], name=op.f("fk_site_holidays_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_holidays")),
    )
    with op.batch_alter_table("site_holidays", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_holidays_site_id"), ["site_id"], unique=False)

    op.create_table(
        "solidarity_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["work_site.id"], name=op.f("fk_solidarity_day_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solidarity_day")),
    )
    with op.batch_alter_table("solidarity_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solidarity_day_site_id"), ["site_id"], unique=False)

    op.create_table(
        "surplus_simulation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_end", sa.Date(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("hypotheses", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_surplus_simulation_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_simulation")),
    )
    with op.batch_alter_table("surplus_simulation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surplus_simulation_year_end"), ["year_end"], unique=False)

    op.create_table(
        "work_schedule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("weeks", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_schedule_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_schedule")),
    )
    with op.batch_alter_table("work_schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_schedule_person_id"), ["person_id"], unique=False)

    op.create_table(
        "absence_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("absence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Unicode(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ends", sa.Unicode(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("fk_absence_step_absence_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_absence_step_by_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_absence_step_grant_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_step")),
    )
    with op.batch_alter_table("absence_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_step_absence_id"), ["absence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_step_person_id"), ["person_id"], unique=False)

    op.create_table(
        "leave_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account", sa.Unicode(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Unicode(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("ground", sa.Unicode(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Unicode(), nullable=False),
        sa.Column("rule_version", sa.Unicode(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("second_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("previous", sa.Unicode(), nullable=False),
        sa.Column("hash", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_leave_entry_grant_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_entry_person_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_leave_entry_recorded_by_id")),
        sa.ForeignKeyConstraint(["second_person_id"], ["person.id"], name=op.f("fk_leave_entry_second_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_entry")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_leave_entry_person_id_number")),
    )
    with op.batch_alter_table("leave_entry", schema=None) as batch_op:
        batch_op.create_index("ix_leave_entry_account", ["account", "effective_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_leave_entry_person_id"), ["person_id"], unique=False)

    op.create_table(
        "pay_entry_given",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["pay_entry.id"], name=op.f("fk_pay_entry_given_entry_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_entry_given_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_entry_given")),
    )
    with op.batch_alter_table("pay_entry_given", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_entry_given_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "pay_hand_over_end",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hand_over_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["hand_over_id"], ["pay_hand_over.id"], name=op.f("fk_pay_hand_over_end_hand_over_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_hand_over_end_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_hand_over_end")),
        sa.UniqueConstraint("hand_over_id", name=op.f("uq_pay_hand_over_end_hand_over_id")),
    )
    op.create_table(
        "pay_hand_over_point",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hand_over_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Unicode(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["pay_hand_over.id"], name=op.f("fk_pay_hand_over_point_hand_over_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_hand_over_point_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_hand_over_point")),
    )
    with op.batch_alter_table("pay_hand_over_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_hand_over_point_hand_over_id"), ["hand_over_id"], unique=False)

    op.create_table(
        "pay_hand_over_tick",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hand_over_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Unicode(), nullable=False),
        sa.Column("title", sa.Unicode(), nullable=False),
        sa.Column("ticked", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["pay_hand_over.id"], name=op.f("fk_pay_hand_over_tick_hand_over_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_pay_hand_over_tick_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_hand_over_tick")),
    )
    with op.batch_alter_table("pay_hand_over_tick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_hand_over_tick_hand_over_id"), ["hand_over_id"], unique=False)

    op.create_table(
        "pay_import",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("package_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("software", sa.Unicode(), nullable=False),
        sa.Column("ticked_at", sa.DateTime(), nullable=False),
        sa.Column("ticked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["package_id"], ["pay_package.id"], name=op.f("fk_pay_import_package_id")),
        sa.ForeignKeyConstraint(["ticked_by_id"], ["person.id"], name=op.f("fk_pay_import_ticked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_import")),
    )
    with op.batch_alter_table("pay_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pay_import_package_id"), ["package_id"], unique=False)

    op.create_table(
        "surplus_withdrawal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("simulation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["simulation_id"], ["surplus_simulation.id"], name=op.f("fk_surplus_withdrawal_simulation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_withdrawal")),
        sa.UniqueConstraint("simulation_id", name=op.f("uq_surplus_withdrawal_simulation_id")),
    )
    op.create_table(
        "mission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("details", sa.Unicode(), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_mission_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
    )
    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mission_post_id"), ["post_id"], unique=False)

    op.create_table(
        "role",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pole_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["pole_id"], ["role_pole.id"], name=op.f("fk_role_pole_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_role_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("post_id", name=op.f("uq_role_post_id")),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_pole_id"), ["pole_id"], unique=False)

    op.create_table(
        "decision_rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("matter", sa.Unicode(), nullable=False),
        sa.Column("level", sa.Unicode(), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("limit", sa.Integer(), nullable=True),
        sa.Column("conditions", sa.Unicode(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_decision_rule_recorded_by_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["decision_rule.id"], name=op.f("fk_decision_rule_replaces_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_decision_rule_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_rule")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_decision_rule_replaces_id")),
    )
    with op.batch_alter_table("decision_rule", schema=None) as batch_op:
        batch_op.create_index("ix_decision_rule_role_id", ["role_id"], unique=False)

    op.create_table(
        "incompatible_roles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("one_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("two_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["one_id"], ["role.id"], name=op.f("fk_incompatible_roles_one_id")),
        sa.ForeignKeyConstraint(["two_id"], ["role.id"], name=op.f("fk_incompatible_roles_two_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incompatible_roles")),
    )
    op.create_table(
        "role_deputy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_role_deputy_deputy_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_deputy_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_deputy")),
    )
    with op.batch_alter_table("role_deputy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_deputy_role_id"), ["role_id"], unique=False)

    op.create_table(
        "role_sheet",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mode", sa.Unicode(), nullable=False),
        sa.Column("missions", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_role_sheet_recorded_by_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_role_sheet_resolution_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_sheet_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_sheet")),
        sa.UniqueConstraint("role_id", "version", name=op.f("uq_role_sheet_role_id_version")),
    )
    op.create_table(
        "surplus_allocation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_end", sa.Date(), nullable=False),
        sa.Column("simulation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("accounts_resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accounts_resolution_id"], ["resolution.id"], name=op.f("fk_surplus_allocation_accounts_resolution_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_surplus_allocation_recorded_by")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_surplus_allocation_resolution_id")),
        sa.ForeignKeyConstraint(
            ["simulation_id"], ["surplus_simulation.id"], name=op.f("fk_surplus_allocation_simulation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_allocation")),
        sa.UniqueConstraint("resolution_id", name=op.f("uq_surplus_allocation_resolution_id")),
        sa.UniqueConstraint("year_end", name=op.f("uq_surplus_allocation_year_end")),
    )
    op.create_table(
        "surplus_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("simulation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_surplus_proposal_resolution_id")),
        sa.ForeignKeyConstraint(
            ["simulation_id"], ["surplus_simulation.id"], name=op.f("fk_surplus_proposal_simulation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_proposal")),
        sa.UniqueConstraint("resolution_id", name=op.f("uq_surplus_proposal_resolution_id")),
    )
    with op.batch_alter_table("surplus_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surplus_proposal_simulation_id"), ["simulation_id"], unique=False)

    op.create_table(
        "surplus_payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("allocation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Unicode(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["allocation_id"], ["surplus_allocation.id"], name=op.f("fk_surplus_payment_allocation_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_surplus_payment_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_payment")),
        sa.UniqueConstraint("allocation_id", name=op.f("uq_surplus_payment_allocation_id")),
    )
