"""What partners and staff do on their pages, as steps that read like sentences."""

import re
from collections.abc import Mapping
from typing import Any

import pyotp
import requests

from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.vouching import COMMITMENT
from tests.applications import PDF, make_credit_code
from tests.catalogue.domain.uploads.tables import workbook
from tests.people import PASSWORD

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Any, address: str) -> None:
        self.address = address
        self._context = browser.new_context(service_workers="block", reduced_motion="reduce")
        self.page = self._context.new_page()

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def fill(self, fields: Mapping[str, str]) -> None:
        for name, value in fields.items():
            self.page.fill(f"#{name}", value)

    def press(self, label: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label).first.click()

    def follow(self, label: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=label).first.click()

    def reads(self) -> str:
        return str(self.page.inner_text("main"))

    def leave(self) -> None:
        self._context.close()


def register(partner: Person, institution: str, email: str) -> None:
    partner.go("/account/register")
    partner.fill({"institution": institution, "credit_code": make_credit_code(), "name": "周老师", "email": email})
    partner.fill({"password": PASSWORD, "phone": "0791-88886666", "duty": "教务处主任"})
    partner.page.select_option("#kind", "school")
    partner.page.select_option("#region", "3601")
    partner.page.set_input_files("#proof", {"name": "证书.pdf", "mimeType": "application/pdf", "buffer": PDF})
    partner.page.check("#consent")
    partner.press("提交申请")


def mailed_link(administrator: Person, subject: str) -> str:
    """Where the link in a letter that stands in the outbox leads."""
    administrator.go("/admin/outbox/")
    administrator.follow(subject)
    found = re.search(r"/account/\S+", administrator.page.inner_text(".letter"))
    assert found is not None
    return found.group()


def confirm_email(partner: Person, link: str) -> None:
    partner.go(link)
    partner.press("确认邮箱")


def sign_in(person: Person, email: str) -> None:
    person.go("/account/sign-in")
    person.fill({"email": email, "password": PASSWORD})
    person.press("登录")


def set_up_codes(staff: Person, path: str) -> None:
    """Staff come to their pages with a code of an application that they set up first."""
    staff.go(path)
    secret = "".join(staff.page.locator(".secret code").all_inner_texts())
    staff.fill({"password": PASSWORD, "code": pyotp.TOTP(secret).now()})
    staff.press("设好了")
    staff.follow("我保存好了，继续")


def verify(administrator: Person, institution: str) -> None:
    administrator.go("/admin/applications/")
    administrator.follow(institution)
    administrator.page.check("input[name=institution][value=new]")
    administrator.press("通过")


def vouch(partner: Person) -> None:
    for code in CODES:
        partner.page.check(f"input[name=checked][value={code}]")
    partner.page.check("#committed")


def hand_in_by_form(partner: Person, title: str, url: str) -> None:
    partner.follow("登记资源")
    partner.fill({"title": title, "url": url})
    vouch(partner)
    partner.press("提交审核")


def hand_in_by_spreadsheet(partner: Person, *rows: Mapping[str, Any]) -> None:
    partner.follow("上传表格")
    file = {"name": "秋季课程.xlsx", "mimeType": SPREADSHEET, "buffer": workbook(*rows).getvalue()}
    partner.page.set_input_files("#table", file)
    partner.press("上传并检查")
    vouch(partner)
    partner.press(f"提交 {len(rows)} 行")


def make_token(partner: Person) -> str:
    partner.follow("接口令牌")
    partner.fill({"name": "教务系统"})
    partner.page.check("input[name=scopes][value='resources:write']")
    partner.press("创建令牌")
    return str(partner.page.inner_text("code.secret"))


def push(address: str, token: str, item: Mapping[str, Any]) -> str:
    """What became of the item."""
    body = {"self_check": True, "commitment": COMMITMENT, "items": [item]}
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.post(f"{address}/api/v1/resources", json=body, headers=headers, timeout=10)
    return str(answer.json()["items"][0]["outcome"])


def propose(partner: Person, feed: str) -> None:
    partner.follow("来源")
    partner.fill({"address": feed})
    partner.press("看看能读出什么")
    partner.follow("登记这个来源")
    partner.page.check("input[name=free][value=free]")
    vouch(partner)
    partner.press("登记来源")


def queue(reviewer: Person) -> set[str]:
    """The titles of what waits."""
    reviewer.go("/review/")
    return set(reviewer.page.locator("[data-open]").all_inner_texts())


def decide(reviewer: Person, title: str, decision: str, remark: str = "") -> None:
    """`decision` is what the button says."""
    reviewer.go("/review/")
    reviewer.follow(title)
    for code in CODES if reviewer.page.locator(".checks").count() else ():
        reviewer.page.check(f"input[name=check_{code}][value=pass]")
    reviewer.page.fill("#remark", remark)
    reviewer.press(decision)
