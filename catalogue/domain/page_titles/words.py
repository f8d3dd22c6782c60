"""The words of page titles that say nothing of what a page holds: greetings, kinds of pages, names of sites."""

import re


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(" ".join(lines).split())


AROUND_SITES = re.compile(r"[-_|·•—–~»>]+")
"""What stands between a title and the name of its site."""
BREAKS = re.compile(r"[^\w\s+#&'.%]+|_+")
"""What stands between the pieces of a title."""

_OF_PAGES = _words(
    "首页 主页 登录 登陆 注册 欢迎 访问 来到 官方 官网 网站 网址 门户 栏目 专题 详情 详细 介绍 简介 信息 内容 列表",
    "目录 播放 查看 正文 页面 网页 默认 标题 正在 加载 跳转 请稍候 请稍后 稍等 安全验证 提示 新闻 通知 公告 动态",
    "资讯 文章 下载 用户 会员 账号 密码",
)
_OF_COURSES = _words(
    "课程 课堂 慕课 微课 网课 公开课 精品 在线 线上 开放 共享 视频 直播 回放 点播 讲座 教程 教材 教学 教育 学习 培训",
    "资源 资料 平台 系统 中心 免费 完整 全集 合集 系列 大学 学院 学校 中国 国家 全国 基础 入门 原理 概论 导论 通论",
    "设计 技术 工程 管理 应用 实验 实践 实战 实训 方法 理论 分析 研究 开发 综合 高级 进阶 的 与 和 及",
)
GENERIC = re.compile("|".join(_OF_PAGES + _OF_COURSES))
"""What the title of any page or course may hold: two that share nothing else have nothing in common."""
GENERIC_LATIN = frozenset(
    _words(
        "a an and or the of to in on for with by at from is your our this that how what new all more s",
        "home homepage index welcome login sign log page untitled document default loading error test title official",
        "course courses class online mooc moocs spoc video videos learn learning free tutorial lecture lectures",
        "schedule syllabus overview guide docs documentation project foundation university college school institute",
        "spring fall www com cn edu org net http https html php app web site portal platform react vite vue",
    )
)
_NAME_ENDS = _words(
    "大学 学院 学校 中学 小学 党校 平台 系统 网 网站 门户 中心 学堂 课堂 讲堂 学苑 图书馆 博物馆 博物院 美术馆 科技馆",
    "文化馆 展览馆 在线 慕课 mooc 公司 集团 出版社 研究院 研究所 协会 学会 联盟 基金会 委员会 办公室 办公厅",
    "教育部 教育厅 教育局 科技厅 文旅厅 统计局 税务局 数据局 政府 电视台 频道 论坛 社区 资源库 数据库",
    "课程库 公众号 客户端",
)
NAME = re.compile(rf".{{0,24}}(?:{'|'.join(_NAME_ENDS)})(?:\s?(?:mooc|慕课|首页|官网|官方网站))?")
"""A piece of a title that names who speaks, not of what."""
NUMBERED = re.compile(
    r"第\s?[\d零一二两三四五六七八九十百]{1,5}\s?[讲课章节集期回周辑单模]"
    r"|(?:^|[|_】\])）-]\s?)(?:p\s?)?\d{1,3}(?:\.\d{1,3}){0,3}[、.\s_:-]"
    r"|\b(?:lecture|lesson|chapter|part|week|unit|episode|ep)\s?\.?\s?\d"
)
"""The number of a lecture or chapter."""
