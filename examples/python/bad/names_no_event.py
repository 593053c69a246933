"""Its effects carry no id."""

import base


class NamesNoEvent(base.Form):
    def effects(self, event):
        event.set_headers([])
        return [(base.counting.OUTPUT, event.key(), b"1")]


NamesNoEvent().run()
