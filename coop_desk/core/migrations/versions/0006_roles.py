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
        "key_withdrawal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("why", sa.Unicode(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_withdrawal")),
    )
    op.create_table(
        "skill_branch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_branch")),
    )
    op.create_table(
        "role_limit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("max_roles", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_limit_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_limit")),
    )
    with op.batch_alter_table("role_limit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_limit_person_id"), ["person_id"], unique=False)

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
        sa.Column("vacant", sa.Integer(), nullable=False),
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
        "skill",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Unicode(), nullable=False),
        sa.Column("name", sa.Unicode(), nullable=False),
        sa.Column("details", sa.Unicode(), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["skill_branch.id"], name=op.f("fk_skill_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("code", name=op.f("uq_skill_code")),
    )
    with op.batch_alter_table("skill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "key_skill",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skill_level", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_key_skill_by_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_key_skill_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_skill")),
    )
    with op.batch_alter_table("key_skill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_skill_skill_id"), ["skill_id"], unique=False)

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
        "skill_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=False),
        sa.Column("skill_level", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("declaration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Unicode(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_skill_step_by_id")),
        sa.ForeignKeyConstraint(["declaration_id"], ["skill_step.id"], name=op.f("fk_skill_step_declaration_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_skill_step_person_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_skill_step_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_step")),
        sa.UniqueConstraint("declaration_id", name=op.f("uq_skill_step_declaration_id")),
    )
    with op.batch_alter_table("skill_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_step_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_skill_step_skill_id", ["skill_id"], unique=False)

    op.create_table(
        "skill_training",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("skill_level", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("details", sa.Unicode(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Unicode(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_skill_training_person_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_skill_training_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_training")),
    )
    with op.batch_alter_table("skill_training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_training_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_skill_training_skill_id"), ["skill_id"], unique=False)

    op.create_table(
        "buddy_pair",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("one_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buddy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("skill", sa.Unicode(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["buddy_id"], ["person.id"], name=op.f("fk_buddy_pair_buddy_id")),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_buddy_pair_one_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_buddy_pair_recorded_by_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_buddy_pair_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buddy_pair")),
    )
    op.create_table(
        "cover_choice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("choice", sa.Unicode(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_cover_choice_by_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_cover_choice_holder_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_cover_choice_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_choice")),
    )
    with op.batch_alter_table("cover_choice", schema=None) as batch_op:
        batch_op.create_index("ix_cover_choice_role_id", ["role_id"], unique=False)

    op.create_table(
        "handover_template",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Unicode(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_handover_template_recorded_by_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_handover_template_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_template")),
        sa.UniqueConstraint("role_id", "version", name=op.f("uq_handover_template_role_id_version")),
    )
    op.create_table(
        "ramp_up",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buddy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("skill", sa.Unicode(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["buddy_id"], ["person.id"], name=op.f("fk_ramp_up_buddy_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_ramp_up_learner_id")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_ramp_up_mission_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_ramp_up_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ramp_up")),
    )
    with op.batch_alter_table("ramp_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ramp_up_learner_id"), ["learner_id"], unique=False)

    op.create_table(
        "role_draw",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("eligible", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.Unicode(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_role_draw_recorded_by_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_draw_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_draw")),
    )
    with op.batch_alter_table("role_draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_draw_role_id"), ["role_id"], unique=False)

    op.create_table(
        "role_wish",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wish", sa.Integer(), nullable=False),
        sa.Column("refuses", sa.Boolean(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Unicode(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_wish_person_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_wish_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_wish")),
    )
    with op.batch_alter_table("role_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_wish_person_id"), ["person_id"], unique=False)

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
        "ramp_up_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ramp_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("said", sa.Unicode(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ramp_up_event_by_id")),
        sa.ForeignKeyConstraint(["ramp_up_id"], ["ramp_up.id"], name=op.f("fk_ramp_up_event_ramp_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ramp_up_event")),
    )
    with op.batch_alter_table("ramp_up_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ramp_up_event_ramp_up_id"), ["ramp_up_id"], unique=False)

    op.create_table(
        "role_draw_result",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("drawn_by", sa.Unicode(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("given_up", sa.Unicode(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["role_draw.id"], name=op.f("fk_role_draw_result_draw_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_role_draw_result_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_draw_result")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_role_draw_result_draw_id")),
    )
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
        "handover",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("receiver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("takes_over_on", sa.Date(), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_handover_mandate_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["person.id"], name=op.f("fk_handover_receiver_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_handover_recorded_by_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_handover_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("mandate_id", name=op.f("uq_handover_mandate_id")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_role_id"), ["role_id"], unique=False)

    op.create_table(
        "retrospective",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what_worked", sa.Unicode(), nullable=False),
        sa.Column("what_was_hard", sa.Unicode(), nullable=False),
        sa.Column("attention", sa.Unicode(), nullable=False),
        sa.Column("advice", sa.Unicode(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_retrospective_author_id")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_retrospective_mandate_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_retrospective_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retrospective")),
    )
    with op.batch_alter_table("retrospective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retrospective_mandate_id"), ["mandate_id"], unique=False)

    op.create_table(
        "role_cooptation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("circle", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["person.id"], name=op.f("fk_role_cooptation_facilitator_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_role_cooptation_recorded_by_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["mandate.id"], name=op.f("fk_role_cooptation_replaces_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_cooptation_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_cooptation")),
    )
    with op.batch_alter_table("role_cooptation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_cooptation_role_id"), ["role_id"], unique=False)

    op.create_table(
        "role_draw_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("drawn_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("accepts", sa.Boolean(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["role_draw.id"], name=op.f("fk_role_draw_answer_draw_id")),
        sa.ForeignKeyConstraint(["drawn_id"], ["person.id"], name=op.f("fk_role_draw_answer_drawn_id")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_role_draw_answer_mandate_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_role_draw_answer_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_draw_answer")),
        sa.UniqueConstraint("draw_id", "drawn_id", name=op.f("uq_role_draw_answer_draw_id_drawn_id")),
    )
    op.create_table(
        "role_mandate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("shadow_from", sa.Date(), nullable=True),
        sa.Column("rights_from", sa.Date(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_role_mandate_mandate_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_mandate_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_mandate")),
        sa.UniqueConstraint("mandate_id", name=op.f("uq_role_mandate_mandate_id")),
    )
    with op.batch_alter_table("role_mandate", schema=None) as batch_op:
        batch_op.create_index("ix_role_mandate_role_id", ["role_id"], unique=False)

    op.create_table(
        "role_mandate_key",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delegation", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_role_mandate_key_mandate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_mandate_key")),
    )
    with op.batch_alter_table("role_mandate_key", schema=None) as batch_op:
        batch_op.create_index("ix_role_mandate_key_mandate_id", ["mandate_id"], unique=False)

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
        "handover_end",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handover_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_handover_end_by_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_handover_end_handover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_end")),
        sa.UniqueConstraint("handover_id", name=op.f("uq_handover_end_handover_id")),
    )
    op.create_table(
        "handover_giver",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handover_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("giver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("because", sa.Unicode(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name=op.f("fk_handover_giver_giver_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_handover_giver_handover_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_handover_giver_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_giver")),
    )
    with op.batch_alter_table("handover_giver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_giver_handover_id"), ["handover_id"], unique=False)

    op.create_table(
        "handover_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handover_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Unicode(), nullable=False),
        sa.Column("mission", sa.Unicode(), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=True),
        sa.Column("words", sa.Unicode(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_handover_line_handover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_line")),
    )
    with op.batch_alter_table("handover_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_line_handover_id"), ["handover_id"], unique=False)

    op.create_table(
        "role_cooptation_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cooptation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("step", sa.Unicode(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooptation_id"], ["role_cooptation.id"], name=op.f("fk_role_cooptation_event_cooptation_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_role_cooptation_event_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_cooptation_event")),
    )
    with op.batch_alter_table("role_cooptation_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_cooptation_event_cooptation_id"), ["cooptation_id"], unique=False)

    op.create_table(
        "role_endorsement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("endorsed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cooptation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_because", sa.Unicode(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooptation_id"], ["role_cooptation.id"], name=op.f("fk_role_endorsement_cooptation_id")
        ),
        sa.ForeignKeyConstraint(["endorsed_id"], ["person.id"], name=op.f("fk_role_endorsement_endorsed_id")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_role_endorsement_mandate_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_role_endorsement_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_endorsement")),
    )
    with op.batch_alter_table("role_endorsement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_endorsement_cooptation_id"), ["cooptation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_endorsement_role_id"), ["role_id"], unique=False)

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
    op.create_table(
        "handover_tick",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.Unicode(), nullable=False),
        sa.Column("ticked", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Unicode(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_handover_tick_by_id")),
        sa.ForeignKeyConstraint(["line_id"], ["handover_line.id"], name=op.f("fk_handover_tick_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_tick")),
    )
    with op.batch_alter_table("handover_tick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_tick_line_id"), ["line_id"], unique=False)
