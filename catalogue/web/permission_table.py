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
    "registration.form": (ANYBODY,),
    "registration.send": (ANYBODY,),
    "registration.thanks": (ANYBODY,),
    "registration.confirmation": (ANYBODY,),
    "registration.confirm": (ANYBODY,),
    # Institutions
    "portal.index": (SIGNED_IN,),
    "portal.dashboard": (MEMBER,),
    # Review
    "review.index": (REVIEWER,),
    # Administration
    "admin.index": (ADMINISTRATOR,),
    "admin_accounts.index": (ADMINISTRATOR,),
    "admin_accounts.join": (ADMINISTRATOR,),
    "admin_accounts.part": (ADMINISTRATOR,),
    "admin_accounts.restore": (ADMINISTRATOR,),
    "admin_accounts.roles": (ADMINISTRATOR,),
    "admin_accounts.show": (ADMINISTRATOR,),
    "admin_accounts.stop": (ADMINISTRATOR,),
    "admin_applications.index": (ADMINISTRATOR,),
    "admin_applications.proof": (ADMINISTRATOR,),
    "admin_applications.show": (ADMINISTRATOR,),
    "admin_applications.take": (ADMINISTRATOR,),
    "admin_applications.turn_down": (ADMINISTRATOR,),
    "admin_institutions.add_name": (ADMINISTRATOR,),
    "admin_institutions.index": (ADMINISTRATOR,),
    "admin_institutions.remove_name": (ADMINISTRATOR,),
    "admin_institutions.save": (ADMINISTRATOR,),
    "admin_institutions.show": (ADMINISTRATOR,),
    "admin_runs.index": (ADMINISTRATOR,),
    "admin_runs.let": (ADMINISTRATOR,),
    "admin_runs.show": (ADMINISTRATOR,),
    "admin_runs.throw_away": (ADMINISTRATOR,),
    "admin_settings.index": (ADMINISTRATOR,),
    "admin_sources.handle": (ADMINISTRATOR,),
    "admin_sources.harvest": (ADMINISTRATOR,),
    "admin_sources.index": (ADMINISTRATOR,),
    "admin_sources.let": (ADMINISTRATOR,),
    "admin_sources.show": (ADMINISTRATOR,),
    "admin_sources.stop": (ADMINISTRATOR,),
    "admin_vocabularies.index": (ADMINISTRATOR,),
}
