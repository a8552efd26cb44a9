"""Past one machine: Celery carries parts of an edition to workers, which run the same verbs as everybody.

A door like the terminal, the pages and the service. Importing it needs no Celery; making a `Broker` does.
"""

from digest.workers.broker import Broker, broker
from digest.workers.worker import work

__all__ = ["Broker", "broker", "work"]
