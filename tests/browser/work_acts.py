"""Forms sent with something wrong, each in a way that may be repeated: nothing is locked, nothing is used up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.browser.work_pages import Office

UNCHECKED = "document.querySelectorAll('form').forEach(form => { form.noValidate = true; })"
"""The site must say what is wrong, not the browser."""


@dataclass(frozen=True)
class Act:
    """What a role does on a page: `typed` by the names of fields, then the button of that name pressed."""

    name: str
    role: str
    path: str
    button: str
    typed: Mapping[str, str] = field(default_factory=dict)


ACTS = (
    Act("sign-in-wrong", "", "/account/sign-in", "登录", {"email": "nobody@example.cn", "password": "不对的密码"}),
    Act("register-empty", "", "/account/register", "提交申请", {"credit_code": "1236", "email": "不是邮箱"}),
    Act("reset-wrong", "", "/account/reset", "发送链接", {"email": "不是邮箱"}),
    Act("new-password-weak", "", "{reset}", "保存新密码", {"password": "12345678", "again": "1234"}),
    Act("invitation-empty", "", "{invitation}", "建账号并接受"),
    Act("name-empty", "owner", "/account/name", "保存", {"name": ""}),
    Act("password-wrong", "owner", "/account/password", "保存新密码", {"password": "123", "again": "12"}),
    Act("email-wrong", "owner", "/account/email", "发送确认链接", {"email": "不是邮箱"}),
    Act("close-unsure", "stranger", "/account/close", "注销账号"),
    Act("second-factor-wrong", "owner", "/account/second-factor", "设好了", {"code": "12"}),
    Act("code-empty", "halfway", "/account/second-factor", "继续"),
    Act("resource-wrong", "owner", "/portal/{institution}/resources/new", "提交审核", {"url": "网址"}),
    Act("lecture-wrong", "owner", "/portal/{institution}/lectures/new", "提交审核", {"url": "网址"}),
    Act("take-back-empty", "owner", "/portal/{institution}/resources/{resource}/take-back", "收回"),
    Act("upload-empty", "owner", "/portal/{institution}/upload", "上传并检查"),
    Act("upload-unchecked", "owner", "/portal/{institution}/upload/{upload}", "提交 2 行"),
    Act("member-wrong", "owner", "/portal/{institution}/members", "发出邀请", {"email": "不是邮箱"}),
    Act("token-empty", "owner", "/portal/{institution}/tokens", "创建令牌"),
    Act("clinic-nothing", "owner", "/portal/{institution}/sources/", "看看能读出什么", {"address": "网址"}),
    Act("verdict-empty", "senior_reviewer", "/review/tasks/{new_task}", "退回修改"),
    Act("withdrawal-empty", "senior_reviewer", "/review/resources/{resource}", "出库"),
    Act("trust-empty", "senior_reviewer", "/review/sources/{source}", "马上收回"),
    Act("staff-empty", "administrator", "/admin/accounts/invitations/", "发出邀请"),
    Act("application-empty", "administrator", "/admin/applications/{application}", "通过"),
    Act("institution-wrong", "administrator", "/admin/institutions/{institution}", "保存", {"slug": "有空 格"}),
    Act("source-wrong", "administrator", "/admin/sources/{source}", "保存", {"expected_least": "-1"}),
)


def perform(page: Any, staffed: Office, act: Act) -> None:
    """Leaves the page at what the site answers."""
    staffed.come(page.context, act.role)
    page.goto(staffed.address + staffed.desk.path(act.path))
    page.evaluate(UNCHECKED)
    for name, words in act.typed.items():
        page.locator(f"main form [name={name}]").first.fill(words)
    page.locator("main").get_by_role("button", name=act.button, exact=True).first.click()
