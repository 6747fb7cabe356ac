"""The tables of version 6."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what version 6 has more."""
    op.create_table(
        "rotation_plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("first_month", sa.Unicode(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("case_file", sa.LargeBinary(), nullable=False),
        sa.Column("plan_file", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("pins", sa.JSON(), nullable=False),
        sa.Column("objective", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_rotation_plan_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_plan")),
    )
    op.create_table(
        "rotation_settings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_rotation_settings_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_settings")),
    )
    op.create_table(
        "rotation_set_aside",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["rotation_plan.id"], name=op.f("fk_rotation_set_aside_plan_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_rotation_set_aside_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_set_aside")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_rotation_set_aside_plan_id")),
    )
    op.create_table(
        "rotation_pin",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("named_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("month", sa.Unicode(), nullable=True),
        sa.Column("imposed", sa.Boolean(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["named_id"], ["person.id"], name=op.f("fk_rotation_pin_named_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_rotation_pin_recorded_by_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_rotation_pin_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_pin")),
    )
    with op.batch_alter_table("rotation_pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_pin_role_id"), ["role_id"], unique=False)

    op.create_table(
        "rotation_adoption",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("deciders", sa.JSON(), nullable=False),
        sa.Column("case_file", sa.LargeBinary(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("objective", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["rotation_plan.id"], name=op.f("fk_rotation_adoption_plan_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_rotation_adoption_recorded_by_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_rotation_adoption_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_adoption")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_rotation_adoption_plan_id")),
    )
    op.create_table(
        "rotation_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resolution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["rotation_plan.id"], name=op.f("fk_rotation_proposal_plan_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_rotation_proposal_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_proposal")),
        sa.UniqueConstraint("resolution_id", name=op.f("uq_rotation_proposal_resolution_id")),
    )
    with op.batch_alter_table("rotation_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_proposal_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "rotation_swap",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("one_mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["one_mandate_id"], ["mandate.id"], name=op.f("fk_rotation_swap_one_mandate_id")),
        sa.ForeignKeyConstraint(["other_mandate_id"], ["mandate.id"], name=op.f("fk_rotation_swap_other_mandate_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["rotation_plan.id"], name=op.f("fk_rotation_swap_plan_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_rotation_swap_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_swap")),
    )
    with op.batch_alter_table("rotation_swap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_swap_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "rotation_swap_voice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("swap_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voice", sa.Unicode(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_rotation_swap_voice_recorded_by_id")),
        sa.ForeignKeyConstraint(["swap_id"], ["rotation_swap.id"], name=op.f("fk_rotation_swap_voice_swap_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_swap_voice")),
        sa.UniqueConstraint("swap_id", "voice", name=op.f("uq_rotation_swap_voice_swap_id_voice")),
    )
