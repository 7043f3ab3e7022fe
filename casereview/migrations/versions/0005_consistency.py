"""consistency: rounds in which reviewers answer alone"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blind_round",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("round >= 1", name=op.f("ck_blind_round_round_least")),
        sa.ForeignKeyConstraint(
            ["project_id", "case_id"],
            ["reviewed_case.project_id", "reviewed_case.id"],
            name=op.f("fk_blind_round_project_id_case_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_blind_round_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "case_id", "round", name=op.f("pk_blind_round")),
    )


def downgrade() -> None:
    op.drop_table("blind_round")
