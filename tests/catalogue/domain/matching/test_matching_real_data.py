"""Real crawls of one platform, its course numbers hidden: what is matched with what."""

from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.matching import judge, rows, take_in_crawls

SMALL_CRAWLS = {"yeonzi-2017", "la745-2018", "ricosr-2019"}


def test_courses_of_three_crawls_find_each_other_and_no_others(session: Session, shared_data: Path) -> None:
    found = [row for row in rows() if row.crawl in SMALL_CRAWLS]

    judged = judge(found, take_in_crawls(session, found))

    assert len(judged.truth) > 150
    assert judged.sure_precision >= 0.99
    assert judged.recall >= 0.9
    assert judged.wrong_sure == []
