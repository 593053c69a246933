"""Events that cannot be done go to a topic of dead letters: every seventh is one."""

import sys

import base
import counting


class DeadLetters(base.Form):
    def effects(self, event):
        try:
            return [(counting.OUTPUT, event.key(), b"%d" % self.number(event))]
        except ValueError as refused:
            return [(sys.argv[1], event.key(), str(refused))]

    def number(self, event):
        number = int(event.value())
        if number % 7 == 0:
            raise ValueError(f"{number} is divisible by seven")
        return number


DeadLetters().run()
