"""What people set for themselves, when they took a copy of everything, and when they were warned of its end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("nudge_clock", sa.Time(), nullable=True))
    # Nobody has allowed it yet, so nobody's employer is named on a locked screen.
    hidden: sa.Column[bool] = sa.Column(
        "shows_employer", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("people", hidden)
    op.add_column("people", sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("people", sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True))
