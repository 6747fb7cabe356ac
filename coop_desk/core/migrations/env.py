"""Alembic's entry: one connection, handed over by the program, one transaction for all steps."""

from alembic import context

from coop_desk.core.model import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
