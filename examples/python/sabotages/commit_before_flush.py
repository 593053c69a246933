"""At least once, sabotaged: offsets are committed before the effects are flushed."""

import base  # noqa: F401
import at_least_once
import counting


class CommitBeforeFlush(at_least_once.AtLeastOnce):
    def process(self, events):
        for event in events:
            counting.send(self.producer, self.counts, event, self.delivered)
        self.commit(counting.next_offsets(events))
        self.producer.flush()


if __name__ == "__main__":
    CommitBeforeFlush().run()
