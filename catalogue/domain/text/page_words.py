"""What pages say of themselves while answering 200: their title, that they are gone, that they want a login first.

For the last two, titles must be such words and nothing else, and bodies must be short: a course about 404 pages is not
one itself.
"""

import re
from urllib.parse import urlsplit

from harvesters.formats.text import cut
from harvesters.formats.web_page import WebPage

SHORT_PAGE = 400
"""Characters of a body that may be an error page; a longer one has something to say of its own."""
BARE_PAGE = 120
"""Characters of one that shows little else than the number 404."""
EMPTY_PAGE = 5
TITLE_LENGTH = 300
"""Characters of a page's title that are kept."""
UNREADABLE = "\ufffd"
"""What stands for characters of another encoding than the page declares."""

_THING = "页面?|网页|网址|地址|链接|课程|视频|文章|内容|资源|稿件|专题|栏目|活动|信息|文件|帖子|节目"
_GONE = (
    "(?:可能)?(?:已经?|已被|被)?"
    "(?:不存在|不见了|找不到|未找到|没有找到|走丢|下线|下架|删除|移除|失效|无法访问|无法找到|停止访问)"
)
_ASKED = "(?:您|你|我们|系统)?(?:所|要|想|正在|当前)*(?:访问|查看|请求|浏览|打开|查找|找|点击)?的?"
_MISSING_TITLE = re.compile(
    rf"(?:(?:很?抱歉|对不起|提示|错误|出错了|sorry)[，,!！]?)?{_ASKED}(?:{_THING}){_GONE}[了啦]?"
    r"|(?:http|error|错误|出错)?404(?:错误|页面?|error|notfound|pagenotfound|errorpage)*(?:页面?不存在|未找到|找不到页面)?"
    r"|(?:the)?(?:page|file|object|course|content|resource)?notfound"
    r"|(?:找不到|未找到|没有找到|无法找到)(?:页面?|网页|文件|该页面?|此页面?|您要的页面?)"
    r"|(?:错误|出错)页面?"
)
_MISSING_WORDS = re.compile(
    rf"(?:{_THING})[^。！？!?；;的中里]{{0,10}}{_GONE}"
    rf"|(?:找不到|没有找到|未找到|无法找到)[^。！？!?；;]{{0,12}}(?:{_THING})"
    r"|(?:page|file|course)[^.]{0,40}(?:not found|cannot be found|could not be found|does(?:n't| not) exist)"
    r"|(?:网站|站点)[^。！？!?；;]{0,8}(?:已关闭|停止服务|停止运营|停止访问|未备案)"
    r"|域名[^。！？!?；;]{0,8}(?:出售|转让|过期)|domain (?:is|may be) for sale|buy this domain",
    re.IGNORECASE,
)
_NUMBER_404 = re.compile(r"(?<![\d.-])404(?![\d.-])")
_LOGIN_TITLE = re.compile(
    r"(?:欢迎|请|用户|会员|学员|学生|教师|账号|帐号|系统|统一)*(?:身份)?(?:登录|登陆|认证)(?:页面?|入口|中心|平台|系统)*"
    r"|(?:user)?(?:login|logon|signin)(?:page)?",
)
_TITLE_PARTS = re.compile(r"[-_|·—–:：>»]+")
_SPACE_AND_MARKS = re.compile(r"[\s.。…~～'\"“”]+")

LOGIN_HOSTS = frozenset(("login", "passport", "sso", "cas", "auth", "authserver", "oauth", "idp", "ids", "signin"))
LOGIN_FOLDERS = frozenset(
    ("login", "userlogin", "signin", "sign_in", "sign-in", "logon", "passport", "sso", "cas", "oauth", "oauth2")
)
FRONT_PAGES = re.compile(r"/?(?:(?:index|default|home|main)(?:\.\w{2,5})?/?)?", re.IGNORECASE)


def says_it_is_missing(page: WebPage) -> bool:
    """Whether a page that answered 200 tells its reader that there is nothing (a soft 404)."""
    if any(_MISSING_TITLE.fullmatch(part) for part in _title_parts(page)):
        return True
    if len(page.text) <= SHORT_PAGE and _MISSING_WORDS.search(page.text):
        return True
    if len(page.text) <= BARE_PAGE and _NUMBER_404.search(page.text):
        return True
    return len(page.text) < EMPTY_PAGE and not page.title and not page.makes_more


def says_log_in(page: WebPage) -> bool:
    """Whether the page is a form to log in."""
    return any(_LOGIN_TITLE.fullmatch(part) for part in _title_parts(page))


def own_title(page: WebPage) -> str:
    """What a page calls itself: its title, or the one for sharing where the title only names the site.

    Empty when its characters could not be read.
    """
    title = page.shared_title if _names_only_the_site(page) else page.title
    return "" if UNREADABLE in title else cut(title, TITLE_LENGTH)


def _names_only_the_site(page: WebPage) -> bool:
    """Whether there is a title for sharing that says more: the title is its last part, or the name of the site."""
    title = _compact(page.title)
    of_site = {"", _compact(page.site_name), *_parts(page.shared_title)[1:]}
    return bool(page.shared_title) and title in of_site


def _title_parts(page: WebPage) -> list[str]:
    """The parts of its title (页面不存在 - 某某网)."""
    return _parts(page.title)


def _parts(title: str) -> list[str]:
    return [_compact(part) for part in _TITLE_PARTS.split(title[:200])]


def _compact(text: str) -> str:
    """Without spaces and closing marks, in lower case."""
    return _SPACE_AND_MARKS.sub("", text).casefold()


def is_login_address(url: str) -> bool:
    """Whether the address is that of a page to log in: passport.example.cn, /cas/login, /user/login.html."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")[:-2]
    folders = [folder.partition(".")[0].lower() for folder in (parts.path + "/" + parts.fragment).split("/")]
    return not LOGIN_HOSTS.isdisjoint(labels) or not LOGIN_FOLDERS.isdisjoint(folders)


def is_front_page(url: str) -> bool:
    """Whether the address is that of a whole site; a route in the fragment is lost in redirects and says nothing."""
    parts = urlsplit(url)
    return not parts.query and bool(FRONT_PAGES.fullmatch(parts.path))
