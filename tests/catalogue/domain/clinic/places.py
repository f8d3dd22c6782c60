"""What the sites of partners answer, one of each kind."""

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>某校网课</title>
<item><title>手机入门</title><link>https://example.cn/1</link><description>从开机学起。</description></item>
<item><title>手机摄影</title><link>https://example.cn/2</link></item>
</channel></rss>"""
CALENDAR = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT
UID:1@example.cn\r\nDTSTAMP:20260101T000000Z
DTSTART:{start}\r\nSUMMARY:防骗讲座\r\nURL:https://example.cn/live\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
PAGE = """<!doctype html><html><head><title>课程</title>{head}</head><body>{body}</body></html>"""
COURSE = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Course",
"name": "算法初步", "url": "https://example.cn/c", "provider": {"@type": "Organization", "name": "南昌大学"},
"isAccessibleForFree": true}</script>"""
OAI_ERROR = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate><request>x</request><error code="badVerb">no</error></OAI-PMH>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>"""
TABLE = "课程名称,链接,学校\n算法初步,https://example.cn/1,南昌大学\n,https://example.cn/2,南昌大学\n"
OAI = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate><request>x</request>{content}</OAI-PMH>"""
OAI_IDENTITY = """<Identify><repositoryName>x</repositoryName><protocolVersion>2.0</protocolVersion>
<earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>no</deletedRecord>
<granularity>YYYY-MM-DD</granularity></Identify>"""
OAI_PAGE = "<ListRecords>{records}<resumptionToken>more</resumptionToken></ListRecords>"
OAI_RECORD = """<record><header><identifier>oai:x:{number}</identifier><datestamp>2025-01-01</datestamp></header>
<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>课程一</dc:title>
<dc:identifier>https://example.cn/{number}</dc:identifier></oai_dc:dc></metadata></record>"""
COURSES = """{{"code": 0, "data": {{"total": 3, "list": [
{{"courseId": "a{page}", "courseName": "手机入门{page}", "detailUrl": "/c/{page}", "teacher": "李老师", "hits": 3}},
{{"courseId": "b{page}", "courseName": "手机摄影{page}", "detailUrl": "/d/{page}", "teacher": "", "hits": 4}}]}}}}"""
OPEN_EDX = """{"results": [{"course_id": "course-v1:JXU+DL101+2026", "id": "course-v1:JXU+DL101+2026",
"blocks_url": "https://x.example/b", "name": "数字素养", "org": "JXU"}], "pagination": {"next": null, "count": 1}}"""
CATALOGUE = """{"results": [{"key": "JXU+DL101", "title": "数字素养", "marketing_url": "https://x.example/dl101",
"course_runs": [{"status": "published", "seats": []}]}], "next": null}"""
MARKDOWN = "# 网课\n\n- [手机入门](https://example.cn/1) 从开机学起\n- [手机摄影](https://example.cn/2)\n"
