"""What rests until somebody looks is found at once, however much lies around it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    aside, resting = sa.text("state = 'quarantined'"), sa.text("state IN ('refused', 'sent-uncertain')")
    op.create_index("ix_inbox_aside", "inbox", ["received_at"], sqlite_where=aside, postgresql_where=aside)
    op.create_index("ix_outbox_resting", "outbox", ["state"], sqlite_where=resting, postgresql_where=resting)
