"""The columns of the template partners fill in: their names, what belongs into them, and an example."""

from dataclasses import dataclass

from catalogue.models.vocabulary import vocabulary


@dataclass(frozen=True)
class Column:
    """`field` is the table adapter's word; `vocabulary` names the words that may stand in it, if only those may."""

    field: str
    heading: str
    about: str
    example: str = ""
    required: bool = False
    vocabulary: str = ""

    @property
    def words(self) -> str:
        """The words that may be written, for people; empty when any may."""
        return allowed_words(self.vocabulary) if self.vocabulary else ""


EXAMPLE = "示例"
"""What stands as the id of the example row, which no check and no import takes for a resource."""

COLUMNS = (
    Column("id", "编号", "贵单位自己的编号，同一资源每次都用同一个；没有就留空，以链接为准", EXAMPLE),
    Column("title", "资源名称", "课程或资源的全名，最多 500 个字", "智能手机入门", required=True),
    Column("url", "链接", "学习页面的完整网址，以 http:// 或 https:// 开头", "https://www.example.cn/1", required=True),
    Column("summary", "简介", "学什么、适合谁，两三句话，最多 2000 个字", "从开机、打字到扫码，一步一步学会用手机。"),
    Column("kind", "类型", "选一个", "视频", vocabulary="kinds"),
    Column("provider", "提供机构", "制作资源的机构；留空就是贵单位", ""),
    Column("teachers", "主讲教师", "几位之间用顿号分开", "张老师、李老师"),
    Column("language", "语言", "选一个；留空按标题判断", "中文", vocabulary="languages"),
    Column(
        "subjects", "主题", "几个之间用顿号分开；用右边列出的词，才会归入对应主题", "智能手机使用", vocabulary="topics"
    ),
    Column("audiences", "适用人群", "几类之间用顿号分开", "老年人", vocabulary="audiences"),
    Column("level", "难度", "选一个", "零基础", vocabulary="levels"),
    Column("duration", "时长", "一共多久，例如 40分钟、14周、32学时", "40分钟"),
    Column("effort", "每周学时", "每周大约几小时，例如 3-4小时", ""),
    Column("cost", "费用", "写“免费”；学习免费、证书收费的写“免费，证书收费”。收费资源不收录", "免费"),
    Column("login", "是否需要登录", "写“是”或“否”", "否"),
    Column("accessibility", "无障碍", "几项之间用顿号分开", "有字幕", vocabulary="accessibility"),
    Column("image", "封面", "封面图片的网址", ""),
    Column("licence", "许可协议", "例如 CC BY 4.0；没有就留空", ""),
    Column("published", "发布日期", "例如 2026-11-23", "2026-11-23"),
    Column("updated", "更新日期", "例如 2026-11-23", ""),
    Column("body", "详细介绍", "大纲或更多说明，最多 20000 个字", ""),
)
HEADINGS = {column.field: column.heading for column in COLUMNS}


def allowed_words(name: str) -> str:
    """The labels of a vocabulary in one line."""
    return "、".join(term.label for term in vocabulary(name).terms.values() if not term.replaced_by)
