"""The tables, by noun. Importing this package is what makes SQLModel.metadata complete."""

from casereview.models.coding import CodedText, Coding, Quote, SupportingFigure
from casereview.models.directory import DirectoryEntry, NameMatch, NameMatchEntry
from casereview.models.invitation import Invitation, InvitationMark, InvitedSurvey
from casereview.models.person import Person, SignInLink, WebSession
from casereview.models.project import ROLES, Membership, Project, ProjectListEntry
from casereview.models.record import ClientRequest, History, ImportBatch
from casereview.models.response import DraftAnswer, Response, StoredAnswer
from casereview.models.reviewed_case import STATUSES, Allotment, CaseFact, ReviewedCase, Risk
from casereview.models.story import CaseStory, StoryChange, StoryCheck, StoryEvent
from casereview.models.study import Study, StudyItem, StudyNote
from casereview.models.summary import CitedFigure, Opportunity, OpportunityPart, SummaryItem
from casereview.models.survey import SURVEY_STATUSES, Survey, SurveyAnswer, SurveyKey, SurveyResponse
from casereview.models.survey_release import SurveyRelease
from casereview.models.unit_cost import UnitCost, UnitCostVersion
from casereview.models.workshop import Attendance, Workshop, WorkshopTable

__all__ = [
    "ROLES",
    "STATUSES",
    "SURVEY_STATUSES",
    "Allotment",
    "Attendance",
    "CaseFact",
    "CaseStory",
    "CitedFigure",
    "ClientRequest",
    "CodedText",
    "Coding",
    "DirectoryEntry",
    "DraftAnswer",
    "History",
    "ImportBatch",
    "Invitation",
    "InvitationMark",
    "InvitedSurvey",
    "Membership",
    "NameMatch",
    "NameMatchEntry",
    "Opportunity",
    "OpportunityPart",
    "Person",
    "Project",
    "ProjectListEntry",
    "Quote",
    "Response",
    "ReviewedCase",
    "Risk",
    "SignInLink",
    "StoredAnswer",
    "StoryChange",
    "StoryCheck",
    "StoryEvent",
    "Study",
    "StudyItem",
    "StudyNote",
    "SummaryItem",
    "SupportingFigure",
    "Survey",
    "SurveyAnswer",
    "SurveyKey",
    "SurveyRelease",
    "SurveyResponse",
    "UnitCost",
    "UnitCostVersion",
    "WebSession",
    "Workshop",
    "WorkshopTable",
]
