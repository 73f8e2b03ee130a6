import pytest

from tests.processes import start  # noqa: F401  (a fixture)
from topin import sql


class Stage:
    """Records events of the stage and looks at what became of them.

    Only at the stage's own readers: people of the cast bring about events that the product's readers hear.
    """

    def __init__(self, superuser):
        self.superuser = superuser

    def play(self, kind, times=1):
        for _ in range(times):
            sql.do(sql.SYSTEM, "event_record", kind)

    def deliveries(self):
        """(reader, state, tries, traces left) of every delivery; exactly once means done with one trace."""
        rows = self.superuser.execute(
            """select split_part(d.reader, '.', 5), d.state, d.tries,
                      (select count(*) from events t where t.kind = 'trace_left' and t.subject_id = d.id)
                 from event_deliveries d where d.reader like 'tests.%' order by d.id"""
        ).fetchall()
        return [tuple(row) for row in rows]

    def ended(self, count):
        """The deliveries, when there are so many and none waits any more; else None."""
        found = self.deliveries()
        return found if len(found) == count and all(state != "waiting" for _, state, _, _ in found) else None


def words_told(folder):
    """The lines that the outside world heard, as lists of words: kind, delivery id…"""
    path = folder / "told"
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def stage(superuser):
    return Stage(superuser)
