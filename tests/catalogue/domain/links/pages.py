"""Pages in the shape of Chinese sites, for tests of what a link that answers 200 leads to."""

LONG = "本课程面向零基础学员，从开机、联网讲起，每周一讲，配有练习和答疑。" * 20


def page(title: str, body: str) -> str:
    """A whole page with a head and scripts, as sites send them."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>"
        "<script>var page = {status: 404, text: '页面不存在'}</script></head>"
        f"<body><div class='main'>{body}</div><script src='/app.js'></script></body></html>"
    )


MISSING = {
    "a title that says so": page("页面不存在 - 示范学堂", LONG),
    "a title with the number": page("404错误页面_示范云课堂", f"<p>{LONG}</p>"),
    "an English title": page("Page Not Found | Example Academy", LONG),
    "a polite title": page("抱歉，您访问的课程已下线", LONG),
    "a course that does not exist": page("示范学堂", "<h3>您访问的课程不存在</h3><a href='/'>返回首页</a>"),
    "a course taken down": page("示范学堂", "<p>该课程已经下架，看看别的课程吧！</p>"),
    "a deleted article": page("提示信息", "<p>对不起，该文章已被删除或未通过审核。</p><p>5 秒后跳转</p>"),
    "a video that is gone": page("示范视频", "<div>视频不见了</div><button>返回首页</button>"),
    "a page nobody finds": page("示范大学", "<p>抱歉，没有找到您要访问的页面</p>"),
    "the bare number": page("", "<h1>404</h1><p>您要找的东西飞走了</p>"),
    "a site that closed": page("通知", "<p>本网站因业务调整已关闭，感谢您的支持。</p>"),
    "a parked domain": page("example", "<p>该域名正在出售，联系我们。</p>"),
    "nothing at all": "<html><head></head><body></body></html>",
}
THERE = {
    "a long page that mentions missing ones": page("网站运维入门", f"<p>{LONG}页面不存在时应当返回 404。</p>"),
    "a course about lost files": page("文件找不到了怎么办 - 示范学堂", LONG),
    "a course about a status": page("HTTP 404 错误排查 - 示范学堂", LONG),
    "a shell that scripts fill": page("", "<div id='app'></div>"),
    "a short page with a warning": page("C语言入门", "<p>注意：如果视频中的二维码失效，请联系老师。</p>"),
    "a telephone number": page("联系方式", "<p>电话：0791-404-8888</p>"),
    "a course named after logging in": page("统一身份认证平台使用指南", "<p>十分钟学会。</p>"),
}
LOGINS = {
    "a login": page("用户登录 - 示范云课堂", "<form>账号 密码</form>"),
    "one for the whole university": page("统一身份认证平台", "<form>学工号 密码</form>"),
    "an English one": page("Log in | Example MOOC", "<form></form>"),
}
