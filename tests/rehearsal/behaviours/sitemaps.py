"""Sites whose sitemap promises more than the site holds."""

from tests.rehearsal.answering import failing
from tests.rehearsal.behaviour import Expected, behaviour
from tests.rehearsal.courses import courses, titles
from tests.rehearsal.documents import page, sitemap
from tests.rehearsal.host import Host


@behaviour("sitemap")
def sitemap_with_dead_pages(host: Host) -> Expected:
    """A sitemap of course pages, one of which is gone, one answers 500 and one is about something else."""
    listed = courses(host.name)
    paths = [f"/courses/{course.key}" for course in listed]
    for path, course in zip(paths, listed, strict=True):
        host.serve(path, page([course]), "text/html; charset=utf-8")
    host.answers["/courses/500"] = failing(500)
    host.serve("/about", "<!doctype html><title>关于我们</title>", "text/html; charset=utf-8")
    named = [*paths[:3], "/courses/gone", "/courses/500", "/about", *paths[3:]]
    host.serve("/sitemap.xml", sitemap(host.url + path for path in named), "application/xml")
    return Expected("/sitemap.xml", good=titles(listed), bad=("404", "500"), not_ours=1)
