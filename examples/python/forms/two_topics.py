"""An effect of each event in each of two topics."""

import os

import base
import counting


class TwoTopics(base.Form):
    def effects(self, event):
        return [
            (counting.OUTPUT, event.key(), b"view"),
            (os.environ["OUTPUT_TOPIC_AUDIT"], event.key(), b"audited"),
        ]


TwoTopics().run()
