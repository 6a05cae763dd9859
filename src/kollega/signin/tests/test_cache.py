"""The cache that all processes share."""

from concurrent.futures import ThreadPoolExecutor

from django.core.cache import cache
from django.db import connection

from kollega.signin import jobs
from kollega.signin.models import Count


def test_values_come_back_and_run_out(db: None) -> None:
    cache.set("a", [1.5, 2.5], 60)
    cache.set("b", "kort", 0)
    assert cache.get("a") == [1.5, 2.5]
    assert cache.get("b", "borta") == "borta"
    assert cache.touch("a", 30) is True
    assert cache.touch("c") is False
    assert cache.delete("a") is True
    assert cache.delete("a") is False
    assert cache.get("a") is None


def test_add_holds_until_it_has_run_out(db: None) -> None:
    assert cache.add("lock", True, 60) is True
    assert cache.add("lock", True, 60) is False
    cache.set("lock", True, -1)
    assert cache.add("lock", True, 60) is True


def test_of_many_at_once_one_adds(real_db: None) -> None:
    def add(_number: int) -> bool:
        try:
            return bool(cache.add("lock", True, 60))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, range(40))) == 1


def test_what_has_run_out_is_removed_at_night(db: None) -> None:
    cache.set("old", 1, -5)
    cache.set("new", 1, 60)
    jobs.forget.run()
    assert [row.key for row in Count.objects.all()] == [cache.make_key("new")]
