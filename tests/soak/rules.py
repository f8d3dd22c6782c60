"""The rules that mutations breaks, one at a time: where each stands, and what is written there instead."""

from typing import NamedTuple


class Rule(NamedTuple):
    """`broken` is what becomes of the catalogue without it; `text` stands once in `file`, under catalogue/."""

    broken: str
    file: str
    text: str
    instead: str


RULES = (
    Rule(
        "a trusted source publishes what screening holds back",
        "domain/intake/resource_decision.py",
        '        return _held_back(match, screening)\n    return Decision("new"',
        '        pass\n    return Decision("new"',
    ),
    Rule(
        "a trusted source changes shown words into what screening holds back",
        "domain/intake/resource_decision.py",
        '        return _held_back(match, screening)\n    return Decision("changed"',
        '        pass\n    return Decision("changed"',
    ),
    Rule(
        "an untrusted source publishes",
        "domain/intake/resource_decision.py",
        '    if not trusted:\n        return Decision("pending", match, task="new_resource")\n',
        "",
    ),
    Rule(
        "an untrusted source changes what is shown",
        "domain/intake/resource_decision.py",
        '    if not trusted or resource.state == "returned":',
        '    if resource.state == "returned":',
    ),
    Rule(
        "what was returned is published when its trusted source changes it",
        "domain/intake/resource_decision.py",
        '    if not trusted or resource.state == "returned":',
        "    if not trusted:",
    ),
    Rule(
        "what costs money is taken in",
        "domain/intake/resource_decision.py",
        '    if record.cost == "paid":\n        return Decision("refused", match, reason=PAID_REASON)\n',
        "",
    ),
    Rule(
        "what may cost money is published",
        "domain/intake/resource_decision.py",
        'task="unknown_cost")\n    if not trusted:\n        return Decision("pending"',
        'publish=True, accept=True)\n    if not trusted:\n        return Decision("pending"',
    ),
    Rule(
        "a harvest republishes what was withdrawn",
        "domain/intake/resource_decision.py",
        '    if resource.state in CLOSED_STATES:\n        return Decision("refused", match, reason=CLOSED_REASON)',
        '    if resource.state in CLOSED_STATES:\n        return Decision("changed", match, True, True)',
    ),
    Rule(
        "whatever differs counts as a date",
        "domain/intake/resource_decision.py",
        "    return accepted is not None and {**record.as_json(), **_DATES} == {**accepted, **_DATES}",
        "    return accepted is not None",
    ),
    Rule(
        "a lecture's changed words are shown at once",
        "domain/intake/lecture_decision.py",
        "    hold = not covered and words != LectureWords.of_lecture(lecture)",
        "    hold = False",
    ),
    Rule(
        "a lecture is published whatever screening finds",
        "domain/intake/lecture_decision.py",
        "    covered = trusted and not screening.waits",
        "    covered = trusted",
    ),
    Rule(
        "a harvest brings a withdrawn lecture back",
        "domain/intake/lecture_decision.py",
        'return LectureDecision("refused", reason=CLOSED_REASON)',
        'return LectureDecision("changed", publish=True)',
    ),
    Rule(
        "a shown resource says what nobody accepted",
        "domain/intake/compose.py",
        " if not accepted and resource.state not in SHOWN_STATES else accepted",
        "",
    ),
    Rule(
        "a merge shows what an untrusted source says",
        "domain/merging/joining.py",
        "        accepts = listing.accepted is None and listing.source.trusted and _is_covered(listing)",
        "        accepts = listing.accepted is None and _is_covered(listing)",
    ),
    Rule(
        "a merge shows what no approval covers",
        "domain/merging/joining.py",
        '    return record.cost != "paid" and not examine(record, None, Context()).waits',
        "    return bool(record)",
    ),
    Rule(
        "an undone merge leaves accepted what it accepted",
        "domain/merging/joining.py",
        '        if entry["accepted_by_it"] and listing.record_hash',
        "        if not entry and listing.record_hash",
    ),
    Rule(
        "an undone merge leaves its words with the survivor",
        "domain/merging/joining.py",
        '    put_words(into, {**moved["before"], "edited": kept})\n',
        "",
    ),
    Rule(
        "what waited is not asked about again once a merge is undone",
        "domain/merging/joining.py",
        "    ask_when_nobody_is(session, resource)\n",
        "",
    ),
    Rule(
        "what was taken off the site keeps its page",
        "web/resources.py",
        "        return gone_page(resource)\n    if somebody_reads():\n        VIEWS",
        "        pass\n    if somebody_reads():\n        VIEWS",
    ),
    Rule(
        "another address keeps the approval of the old one",
        "domain/sources/states.py",
        "        untrust(session, source, by=by, reason=MOVED_REASON)\n",
        "        pass\n",
    ),
    Rule(
        "an approval is taken back without a word in the ledger",
        "domain/sources/states.py",
        '    record_event(session, "source.untrusted", source, by=by, before=before, after="", note=reason)\n',
        "",
    ),
    Rule(
        "any reviewer gives a standing approval",
        "domain/review/sources.py",
        "    _check_may_trust(session, task, by)\n",
        "",
    ),
    Rule(
        "one person accepts what is important",
        "domain/review/deciding.py",
        "    if task.important and task.kind in CHECKED_KINDS and not _is_second(task, by):",
        "    if False:",
    ),
    Rule(
        "a reviewer decides what the own institution handed in",
        "domain/review/guard.py",
        "    if is_own(session, task, by):\n        raise NotTheirs(OWN)\n",
        "",
    ),
    Rule(
        "whoever withdrew something gives it back",
        "domain/review/withdrawal.py",
        "    if last is not None and last.actor == by:",
        "    if last is None:",
    ),
    Rule(
        "a change that waited is forgotten when its resource is given back",
        "domain/review/withdrawal.py",
        "    _ask_about_what_waits(session, thing)\n\n",
        "\n",
    ),
    Rule(
        "what was archived comes back and nobody answers for it",
        "domain/intake/publishing.py",
        'note=f"{CAME_BACK}：{publisher_of(session, thing)}"',
        "note=CAME_BACK",
    ),
    Rule(
        "something is published without an event",
        "domain/intake/publishing.py",
        '    move(session, resource, "public", by=by, note=note)',
        '    resource.state = "public"',
    ),
    Rule(
        "a change does not reach the index",
        "models/indexed.py",
        "        thing.version += 1",
        "        pass",
    ),
    Rule(
        "everything is indexed",
        "search/documents.py",
        "    shown = [row for row in rows if row.id in public]",
        "    shown = [row for row in rows if row.id]",
    ),
    Rule(
        "a dead link is recommended",
        "search/documents.py",
        '        return and_(Resource.state == "public", Resource.link_dead.is_(False))',
        '        return and_(Resource.state == "public")',
    ),
    Rule(
        "suggestions know every title",
        "search/known_titles.py",
        ".where(is_public(model))",
        "",
    ),
    Rule(
        "the sitemap names what waits",
        "api/sitemap.py",
        "resources.where(is_public(Resource))",
        "resources",
    ),
    Rule(
        "lists of lectures show what waits",
        "api/lectures.py",
        'Lecture.state == "public"',
        'Lecture.state != "refused"',
    ),
    Rule(
        "the newest resources need not be public",
        "domain/shown/showing.py",
        '_PUBLIC = RESOURCES.stamps.where(Resource.state == "public")',
        "_PUBLIC = RESOURCES.stamps.where(Resource.id > 0)",
    ),
    Rule(
        "sources are named in words nobody accepted",
        "domain/shown/showing.py",
        '_ACCEPTED_ADDRESS = Listing.accepted["url"].as_string()',
        '_ACCEPTED_ADDRESS = Listing.latest["url"].as_string()',
    ),
    Rule(
        "an institution is there before anything of it was accepted",
        "domain/shown/showing.py",
        "    or_(Institution.verified, _ITS_RESOURCES.exists(), _ITS_LECTURES.exists()),\n",
        "",
    ),
    Rule(
        "collections show what was withdrawn",
        "domain/shown/collections.py",
        'if thing and thing.state == "public"]',
        "if thing]",
    ),
    Rule(
        "the export holds what waits",
        "domain/shown/exporting.py",
        '        .where(Resource.state == "public")\n',
        "",
    ),
)
