"""The tables, by noun. Importing this package is what makes SQLModel.metadata complete."""

from casereview.models.person import Person, SignInLink, WebSession
from casereview.models.project import ROLES, Membership, Project, ProjectListEntry
from casereview.models.record import ClientRequest, History, ImportBatch
from casereview.models.response import DraftAnswer, Response, StoredAnswer
from casereview.models.reviewed_case import STATUSES, Allotment, CaseFact, ReviewedCase, Risk
from casereview.models.study import Study, StudyItem, StudyNote
from casereview.models.workshop import Attendance, Workshop, WorkshopTable

__all__ = [
    "ROLES",
    "STATUSES",
    "Allotment",
    "Attendance",
    "CaseFact",
    "ClientRequest",
    "DraftAnswer",
    "History",
    "ImportBatch",
    "Membership",
    "Person",
    "Project",
    "ProjectListEntry",
    "Response",
    "ReviewedCase",
    "Risk",
    "SignInLink",
    "StoredAnswer",
    "Study",
    "StudyItem",
    "StudyNote",
    "WebSession",
    "Workshop",
    "WorkshopTable",
]
