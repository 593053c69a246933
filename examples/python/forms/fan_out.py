"""Three effects of each event, spread over six partitions by the event's id and not by its page."""

import base
import counting


class FanOut(base.Form):
    def effects(self, event):
        event_id = dict(event.headers())["event-id"]
        return [(counting.OUTPUT, event_id + b"/%d" % part, event.key()) for part in range(3)]


FanOut().run()
