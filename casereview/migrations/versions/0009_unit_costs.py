"""unit costs: the table with its versions, prices read from it, and months of effect in the first year"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("item", sqlmodel.sql.sqltypes.AutoString(length=130), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("per", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("gross", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("contribution", sa.Float(), nullable=False),
        sa.Column("price_year", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("dated", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("owner <> ''", name=op.f("ck_unit_cost_owner_given")),
        sa.CheckConstraint("per IN ('week', 'hour', 'once')", name=op.f("ck_unit_cost_per_code")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_unit_cost_source_given")),
        sa.CheckConstraint(
            "contribution >= 0 AND contribution <= gross", name=op.f("ck_unit_cost_contribution_within")
        ),
        sa.CheckConstraint("low >= 0 AND low <= gross AND gross <= high", name=op.f("ck_unit_cost_in_order")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_unit_cost_version_least")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unit_cost_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_unit_cost_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_cost")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_unit_cost_project_id_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_unit_cost_public_id")),
    )
    with op.batch_alter_table("unit_cost", schema=None) as batch_op:
        batch_op.create_index(
            "uq_unit_cost_item",
            ["project_id", "item"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.create_table(
        "unit_cost_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_cost_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_unit_cost_version_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "unit_cost_id"],
            ["unit_cost.project_id", "unit_cost.id"],
            name=op.f("fk_unit_cost_version_project_id_unit_cost_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_cost_version")),
    )
    with op.batch_alter_table("unit_cost_version", schema=None) as batch_op:
        batch_op.create_index("uq_unit_cost_version", ["project_id", "unit_cost_id", "version"], unique=True)

    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_months", sa.Float(), server_default="12", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_opportunity_first_months_of_year"), "0 <= first_months AND first_months <= 12"
        )

    with op.batch_alter_table("opportunity_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_cost_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_opportunity_part_project_id_unit_cost_id"),
            "unit_cost",
            ["project_id", "unit_cost_id"],
            ["project_id", "id"],
            ondelete="RESTRICT",
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
