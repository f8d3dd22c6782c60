"""A made-up catalogue of any size for measurements: varied enough that facets, pages and searches have work to do."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from catalogue import create_app
from catalogue.db import now, writing
from catalogue.domain.upkeep.site_facts import ensure_namespace
from catalogue.models import Institution, Listing, Resource
from catalogue.models.public_id import new_public_id
from catalogue.models.vocabulary import vocabulary
from catalogue.search.sync import rebuild
from tests.factories import make_collection, make_lecture, make_source

INSTITUTIONS = 300
COLLECTIONS, ITEMS = 12, 20
LECTURES = 30
SUBJECTS = ("手机", "电脑", "表格", "视频", "直播", "电商", "农业", "防诈骗", "人工智能", "编程", "数据", "网络安全")
FORMS = ("入门", "进阶", "实务", "公开课", "十讲", "指南", "基础", "应用", "案例", "训练营")
SUMMARY = "从最常用的操作讲起，每一讲都可以跟着做，学完能独立完成一件身边的事。面向没有基础的学习者，随时开始。"


def build(instance: Path, resources: int) -> Flask:
    """Make the site in an empty folder, the same for the same size; the index is level with the database."""
    app = create_app(instance)
    chance = random.Random(1)
    with app.app_context():
        upgrade()
        with writing() as session:
            ensure_namespace(session)
            _fill(session, resources, chance)
        rebuild(app.extensions["search_engine"], instance)
    return app


def _fill(session: Session, resources: int, chance: random.Random) -> None:
    source = make_source(session, title="测量用来源")
    session.execute(insert(Institution), list(_institutions(chance)))
    providers = list(session.scalars(select(Institution.id)))
    session.execute(insert(Resource), [_resource(number, chance, providers) for number in range(resources)])
    numbers = list(session.scalars(select(Resource.id)))
    session.execute(insert(Listing), [_listing(number, source.id) for number in numbers])
    institution = session.get_one(Institution, providers[0])
    for number in range(LECTURES):
        starts = now() + timedelta(hours=1 + 20 * number)
        make_lecture(session, institution=institution, starts_at=starts, speakers=["讲师"], topics=["smartphone"])
    for _ in range(COLLECTIONS):
        chosen = session.scalars(select(Resource).where(Resource.id.in_(chance.sample(numbers, ITEMS))))
        make_collection(session, *chosen, summary=SUMMARY, topics=["smartphone"], audiences=["elderly"])


def _institutions(chance: random.Random) -> Iterator[dict[str, Any]]:
    kinds, regions = list(vocabulary("institution_kinds").terms), list(vocabulary("regions").terms)
    for number in range(INSTITUTIONS):
        yield {
            "public_id": new_public_id(),
            "name": f"第{number}示范学院",
            "kind": chance.choice(kinds),
            "region": chance.choice(regions),
        }


def _resource(number: int, chance: random.Random, providers: list[int]) -> dict[str, Any]:
    subject, form = chance.choice(SUBJECTS), chance.choice(FORMS)
    title = f"{subject}{form}（{number}）"
    topic = chance.choice(list(vocabulary("topics").terms))
    published = now() - timedelta(hours=chance.randrange(20_000))
    return {
        "public_id": new_public_id(),
        "state": "public",
        "title": title,
        "title_key": title,
        "url": f"https://www.example.edu.cn/course/{number}",
        "summary": f"{subject}{form}：{SUMMARY}",
        "kind": chance.choice(list(vocabulary("kinds").terms)),
        "provider_id": min(chance.choices(providers, k=2)),
        "teachers": ["张老师", "李老师"][: chance.randrange(3)],
        "language": "zh",
        "topics": vocabulary("topics").with_ancestors([topic]),
        "audiences": chance.sample(list(vocabulary("audiences").terms), 2),
        "level": chance.choice(list(vocabulary("levels").terms)),
        "duration": "P14W",
        "effort": "PT2H/PT3H",
        "cost": "free",
        "login": chance.choice(("none", "required", "unknown")),
        "published_at": published,
        "created_at": published,
    }


def _listing(resource: int, source: int) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "source_id": source,
        "resource_id": resource,
        "key": str(resource),
        "address": f"https://www.example.edu.cn/course/{resource}",
        "record_hash": "0" * 64,
        "latest": {},
    }
