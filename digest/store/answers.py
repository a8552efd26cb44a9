"""What models answered, by the question: a second run asks nothing twice."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, delete, func, select

from digest.store.tables import answers
from subscribers.dialects import insert_missing, reading

MOST = 5000  # answers that are kept, the latest: some months of one newsletter


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by the hash of their question, in one database."""

    engine: Engine

    def recall(self, key: str) -> str | None:
        """The answer to this question, or None where it was never asked."""
        with reading(self.engine) as connection:
            return connection.scalar(select(answers.c.text).where(answers.c.key == key))

    def keep(self, key: str, text: str) -> None:
        """Store an answer and forget the oldest ones. What is there stays as it is."""
        with self.engine.begin() as connection:
            connection.execute(insert_missing(connection, answers).values(key=key, text=text))
            latest = select(func.max(answers.c.id)).scalar_subquery()
            connection.execute(delete(answers).where(answers.c.id <= latest - MOST))
