"""Commits offsets, and writes no effect."""

import base


class WritesNothing(base.Form):
    def effects(self, event):
        return []


WritesNothing().run()
