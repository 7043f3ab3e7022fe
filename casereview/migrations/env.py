"""What Alembic runs: migrations on the connection that upgrading.py or making.py hands over."""

from alembic import context
from sqlmodel import SQLModel

import casereview.models  # noqa: F401  (completes SQLModel.metadata)
from casereview.migrations.comparing import OPTIONS

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata, **OPTIONS)
with context.begin_transaction():
    context.run_migrations()
