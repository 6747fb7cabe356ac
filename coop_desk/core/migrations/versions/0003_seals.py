"""The tables of version 3."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what version 3 has more."""
    op.create_table(
        "backup_keeper",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_generation", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_keeper")),
    )
    with op.batch_alter_table("backup_keeper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_keeper_holder"), ["holder"], unique=False)

    op.create_table(
        "former_key",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("compartment", sa.Unicode(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_key")),
    )
    with op.batch_alter_table("former_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_key_tag"), ["tag"], unique=False)

    op.create_table(
        "root_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("former", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_generation", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("own", sa.LargeBinary(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_root_change")),
    )
    op.create_table(
        "grant_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dropped_because", sa.Unicode(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_grant_proposal_grant_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_grant_proposal_holder_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_grant_proposal_proposed_by")),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_grant_proposal_title_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_proposal")),
    )
    with op.batch_alter_table("grant_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_proposal_holder_id"), ["holder_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("firm", sa.Unicode(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))

    with op.batch_alter_table("drop_box", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("presence_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("identified_by", sa.Unicode(), nullable=False, server_default=""))

    with op.batch_alter_table("quorum_failure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts_of_vote", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("vote_result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts_of_vote", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("weights", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("quorum_only", sa.JSON(), nullable=False, server_default="[]"))

    # Rows of before are whole votes, all of one weight, with nobody at a distance; later ones say it themselves.
    with op.batch_alter_table("quorum_failure", schema=None) as batch_op:
        batch_op.alter_column("parts_of_vote", server_default=None)

    with op.batch_alter_table("vote_result", schema=None) as batch_op:
        batch_op.alter_column("parts_of_vote", server_default=None)
        batch_op.alter_column("weights", server_default=None)
        batch_op.alter_column("quorum_only", server_default=None)

    with op.batch_alter_table("presence_event", schema=None) as batch_op:
        batch_op.alter_column("identified_by", server_default=None)
