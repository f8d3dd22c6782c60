"""The table of who may open what: every endpoint by its name, with the roles any of which is enough."""

ANYBODY = "anybody"
TOKEN = "token"
"""A program of an institution; the view checks its token and answers 401 or 403."""
SIGNED_IN = "signed in"
MEMBER = "member"
"""Owner or editor of the institution in the address."""
OWNER = "owner"
REVIEWER = "reviewer"
"""A senior reviewer is one too."""
SENIOR_REVIEWER = "senior_reviewer"
CURATOR = "curator"
ADMINISTRATOR = "administrator"

Roles = tuple[str, ...]

WHO: dict[str, Roles] = {
    # What is public
    "static": (ANYBODY,),
    "home.index": (ANYBODY,),
    "search.index": (ANYBODY,),
    "resources.show": (ANYBODY,),
    "resources.visit": (ANYBODY,),
    "collections.index": (ANYBODY,),
    "collections.show": (ANYBODY,),
    "lectures.index": (ANYBODY,),
    "lectures.show": (ANYBODY,),
    "institutions.index": (ANYBODY,),
    "institutions.show": (ANYBODY,),
    "about.about": (ANYBODY,),
    "about.accessibility": (ANYBODY,),
    "about.contact": (ANYBODY,),
    "about.favicon": (ANYBODY,),
    "about.privacy": (ANYBODY,),
    "numbers.index": (ANYBODY,),
    "help.index": (ANYBODY,),
    "display.panel": (ANYBODY,),
    "styleguide.index": (ANYBODY,),
    "mine.index": (ANYBODY,),
    "sharing.collection_code": (ANYBODY,),
    "sharing.lecture_code": (ANYBODY,),
    "sharing.resource_code": (ANYBODY,),
    "reports.form": (ANYBODY,),
    "reports.send": (ANYBODY,),
    "reports.thanks": (ANYBODY,),
    "install.manifest": (ANYBODY,),
    "install.offline": (ANYBODY,),
    "install.worker": (ANYBODY,),
    "covers.show": (ANYBODY,),
    # What machines read
    "api.collections.collection": (ANYBODY,),
    "api.collections.collections": (ANYBODY,),
    "api.lectures.lecture": (ANYBODY,),
    "api.lectures.lectures": (ANYBODY,),
    "api.openapi.openapi": (ANYBODY,),
    "api.resources.resource": (ANYBODY,),
    "api.search.search": (ANYBODY,),
    "api.suggest.suggestions": (ANYBODY,),
    "calendars.lecture": (ANYBODY,),
    "calendars.lectures": (ANYBODY,),
    "feeds.resources": (ANYBODY,),
    "health.healthz": (ANYBODY,),
    "health.readyz": (ANYBODY,),
    "opensearch.opensearch": (ANYBODY,),
    "robots.robots": (ANYBODY,),
    "sitemap.sitemap": (ANYBODY,),
    "sitemap.sitemap_part": (ANYBODY,),
    # One's own account
    "signing.form": (ANYBODY,),
    "signing.enter": (ANYBODY,),
    "signing.leave": (SIGNED_IN,),
    "account.index": (SIGNED_IN,),
    # Institutions
    "portal.index": (SIGNED_IN,),
    "portal.dashboard": (MEMBER,),
    # Review
    "review.index": (REVIEWER,),
    "review.take_next": (REVIEWER,),
    "review_tasks.show": (REVIEWER,),
    "review_tasks.decide": (REVIEWER,),
    "review_tasks.take": (REVIEWER,),
    "review_tasks.give_back": (REVIEWER,),
    "review_tasks.mark": (SENIOR_REVIEWER,),
    "review_bulk.form": (REVIEWER,),
    "review_bulk.decide": (REVIEWER,),
    "review_things.find": (REVIEWER, ADMINISTRATOR),
    "review_things.show": (REVIEWER, ADMINISTRATOR),
    "review_things.withdraw": (SENIOR_REVIEWER, ADMINISTRATOR),
    "review_things.give_back": (SENIOR_REVIEWER,),
    "review_sources.show": (REVIEWER, ADMINISTRATOR),
    "review_sources.ask_trust": (REVIEWER, ADMINISTRATOR),
    "review_sources.end_trust": (SENIOR_REVIEWER, ADMINISTRATOR),
    "review_sources.move": (SENIOR_REVIEWER, ADMINISTRATOR),
    "review_sources.mark": (SENIOR_REVIEWER,),
    # Administration
    "admin.index": (ADMINISTRATOR,),
}
