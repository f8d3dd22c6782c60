"""Whether the index can be read, and whether it is level with the database."""

from sqlalchemy.exc import SQLAlchemyError

from catalogue.domain.upkeep.health import Check, fail, ok, warn
from catalogue.search.check import check
from catalogue.search.engine import IndexUnavailable, SearchEngine


def check_index_readable(engine: SearchEngine) -> Check:
    try:
        return ok("index", f"{engine.count()} 条")
    except IndexUnavailable:
        return fail("index", "索引不存在、损坏或是旧版本；请运行 catalogue index rebuild")


def check_index_level(engine: SearchEngine) -> Check:
    """Compares every public thing; what a sync has yet to write is a warning, not a failure."""
    try:
        differences = check(engine)
    except IndexUnavailable:
        return fail("index_level", "索引无法读取")
    except SQLAlchemyError as error:
        return fail("index_level", f"数据库无法访问：{type(error).__name__}")
    if differences:
        missing, stale, extra = len(differences.missing), len(differences.stale), len(differences.extra)
        return warn("index_level", f"缺 {missing} 条，过时 {stale} 条，多 {extra} 条；catalogue index sync 会补上")
    return ok("index_level", "与数据库一致")
