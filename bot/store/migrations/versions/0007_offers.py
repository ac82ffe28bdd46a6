"""What an offer names: the first day, and the day by which they want an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("interviews") as table:
        table.add_column(sa.Column("start_day", sa.Date(), nullable=True))
        table.add_column(sa.Column("reply_by", sa.Date(), nullable=True))
    # Copies of everything are one kind of file among others now.
    outbox = sa.table("outbox", sa.column("method", sa.String()), sa.column("args", sa.JSON()))
    waiting = sa.update(outbox).where(outbox.c.method == "copy")
    op.execute(waiting.values(method="file", args={"kind": "copy", "about": 0}))
