"""A filter: an event has one effect, or none."""

import base
import counting


class Filter(base.Form):
    def effects(self, event):
        return [(counting.OUTPUT, event.key(), b"kept")] if int(event.value()) % 3 else []


Filter().run()
