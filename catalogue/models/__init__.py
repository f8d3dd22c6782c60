"""What things are: the tables, and the words for a state. Importing this package registers every table."""

from catalogue.models.account import Account
from catalogue.models.account_session import AccountSession
from catalogue.models.api_token import ApiToken
from catalogue.models.application import Application
from catalogue.models.attempt import Attempt
from catalogue.models.collection import Collection, CollectionItem, CollectionSection
from catalogue.models.event import Event
from catalogue.models.event_seal import EventSeal
from catalogue.models.indexed import Indexed
from catalogue.models.institution import Institution, InstitutionAlias
from catalogue.models.invitation import Invitation
from catalogue.models.lecture import Lecture
from catalogue.models.link_check import LinkCheck
from catalogue.models.listing import Listing
from catalogue.models.membership import Membership
from catalogue.models.merge import KeptApart, Merge
from catalogue.models.outgoing_mail import OutgoingMail
from catalogue.models.problem_report import ProblemReport
from catalogue.models.query_count import AskedQuery, FailedQuery
from catalogue.models.recovery_code import RecoveryCode
from catalogue.models.resource import Resource
from catalogue.models.review_decision import ReviewDecision
from catalogue.models.review_task import ReviewTask
from catalogue.models.run import RawItem, Run, RunItem
from catalogue.models.site_fact import SiteFact
from catalogue.models.source import Source
from catalogue.models.submission import Submission
from catalogue.models.task_topic import TaskTopic
from catalogue.models.upload import Upload
from catalogue.models.visit import LectureViewCount, LectureVisitCount, ViewCount, VisitCount

__all__ = [
    "Account",
    "AccountSession",
    "ApiToken",
    "Application",
    "AskedQuery",
    "Attempt",
    "Collection",
    "CollectionItem",
    "CollectionSection",
    "Event",
    "EventSeal",
    "FailedQuery",
    "Indexed",
    "Institution",
    "InstitutionAlias",
    "Invitation",
    "KeptApart",
    "Lecture",
    "LectureViewCount",
    "LectureVisitCount",
    "LinkCheck",
    "Listing",
    "Membership",
    "Merge",
    "OutgoingMail",
    "ProblemReport",
    "RawItem",
    "RecoveryCode",
    "Resource",
    "ReviewDecision",
    "ReviewTask",
    "Run",
    "RunItem",
    "SiteFact",
    "Source",
    "Submission",
    "TaskTopic",
    "Upload",
    "ViewCount",
    "VisitCount",
]
