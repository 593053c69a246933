"""Writes to a topic of its own, and not to the one that it is given."""

import base
from confluent_kafka.admin import AdminClient, NewTopic

ELSEWHERE = f"{base.counting.GROUP}.elsewhere"


class WritesElsewhere(base.Form):
    def effects(self, event):
        return [(ELSEWHERE, event.key(), b"1")]


admin = AdminClient(base.counting.client_settings())
admin.create_topics([NewTopic(ELSEWHERE, 1)])[ELSEWHERE].result()
WritesElsewhere().run()
