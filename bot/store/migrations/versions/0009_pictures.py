"""Whether somebody wants their pictures dark."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("dark_pictures", sa.Boolean(), nullable=False, server_default=sa.false()))
