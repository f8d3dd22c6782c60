"""Which column of a table holds which field: the headings people write, in Chinese and English."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from harvesters.errors import OptionError, SourceError
from harvesters.formats.characters import simplified

HEADINGS: dict[str, str] = {
    "id": "id 编号 课程编号 资源编号 标识 课程id 资源id courseid courseno readableid identifier guid",
    "title": "课程名称 课程名 课名 资源名称 资源标题 名称 标题 题名 书名 视频名称 title name coursename coursetitle",
    "url": "课程链接 资源链接 链接 链接地址 网址 课程网址 课程地址 学习地址 访问地址 url href link website courseurl",
    "summary": "简介 课程简介 资源简介 内容简介 摘要 描述 说明 description summary abstract teacheroverview overview",
    "body": "正文 详细介绍 课程详情 大纲 课程大纲 syllabus body content",
    "kind": "资源类型 类型 形式 资源形式 kind type types resourcetype learningresourcetype materialtypes",
    "provider": "开课单位 提供机构 提供单位 机构 学校 校名 院校 开课学校 单位 主办单位 来源单位 发布单位 大学 "
    "school schoolname university provider institution offeredby organization organisation organizer publisher",
    "teachers": "主讲教师 授课教师 主讲人 主讲 教师 教师姓名 老师 讲师 作者 teacher teachers faculty facultyname "
    "instructor instructors lecturer author authors speaker",
    "language": "语言 授课语言 语种 language languages inlanguage",
    "subjects": "课程分类 分类 所属大类 学科 学科分类 主题 类别 领域 标签 关键词 关键字 subject subjects category "
    "categories topic topics keyword keywords tags discipline edxsubject ocwpointerpagetopic",
    "audiences": "适用人群 面向人群 适用对象 受众 对象 目标人群 audience audiences",
    "level": "难度 课程难度 级别 等级 层次 level difficulty gradesublevels educationallevel competency",
    "duration": "课程时长 时长 学时 总学时 课时 周数 duration length timerequired",
    "effort": "课程负载 每周学时 每周投入 学习负担 effort workload studenteffort courseworkload",
    "cost": "费用 价格 收费 收费情况 学费 cost price fee costbasis",
    "free": "是否免费 免费 isfree free isaccessibleforfree",
    "login": "是否需要登录 需要登录 登录 login",
    "accessibility": "无障碍 无障碍特征 字幕 accessibility accessibilityfeature",
    "image": "封面 图片 封面图片 课程图片 image imageurl cover thumbnail courseimageurl",
    "licence": "许可 许可协议 授权 版权 license licence licensetitle licenseurl",
    "provenance": "信息来源 数据来源 出处 provenance",
    "published": "发布日期 发布时间 出版日期 上线时间 创建时间 published publicationdate datepublished createdate",
    "updated": "更新日期 更新时间 修改时间 updated modified datemodified lastmodified",
    "deleted": "已删除 是否删除 deleted",
}
SEVERAL = frozenset(("teachers", "subjects", "audiences", "accessibility"))
FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings.split()}

KINDS_BY_HEADING = {"课": "course", "course": "course", "视频": "video", "书": "book"}

REMARKS = re.compile(r"[（(【\[].*?[）)】\]]")
NOISE = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def field_of(heading: str) -> str:
    """The field a heading means; empty when it means none.

    Remarks in brackets, case, a last digit and whether it is in Traditional characters do not count.
    """
    plain = REMARKS.sub("", simplified(unicodedata.normalize("NFKC", heading))).casefold()
    plain = NOISE.sub("", plain)
    return FIELD_OF.get(plain) or FIELD_OF.get(plain.rstrip("0123456789"), "")


def kind_by_heading(headings: Iterable[str]) -> str:
    """The kind of everything in a table without a kind column, as the heading of its titles has it; may be empty."""
    for heading in headings:
        if field_of(heading) == "title":
            return next((kind for word, kind in KINDS_BY_HEADING.items() if word in heading.lower()), "")
    return ""


def guess_columns(header: Sequence[str]) -> dict[str, list[int]]:
    """The positions of each field's columns; only fields with several values take more than one column."""
    found: dict[str, list[int]] = {}
    for position, heading in enumerate(header):
        field = field_of(heading)
        if field and (field in SEVERAL or field not in found):
            found.setdefault(field, []).append(position)
    return found


def chosen_columns(option: str, known: Collection[str] = HEADINGS) -> dict[str, str]:
    """What a person says each field is called (title:课程名称,url:链接), by field. Raises OptionError."""
    chosen = {}
    for pair in filter(None, (part.strip() for part in re.split(r"[,，]", option))):
        field, colon, heading = (part.strip() for part in re.sub("：", ":", pair, count=1).partition(":"))
        if not colon or not heading:
            raise OptionError(f"应写成 title:课程名称,url:链接 的样子，“{pair[:50]}”不是")
        if field not in known:
            raise OptionError(f"没有“{field[:50]}”这个字段；可用的字段：{'、'.join(known)}")
        chosen[field] = heading
    return chosen


def map_columns(header: Sequence[str], chosen: dict[str, str]) -> dict[str, list[int]]:
    """The guessed columns with the chosen ones in their place. Raises SourceError for a heading not in the table."""
    mapping = guess_columns(header)
    for field, heading in chosen.items():
        if heading not in header:
            raise SourceError(f"表里没有“{heading[:50]}”这一列；表里的列：{'、'.join(filter(None, header))[:300]}")
        mapping[field] = [header.index(heading)]
    return mapping
