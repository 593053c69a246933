"""An at-least-once pipeline without counts. A form of it says which effects an event has."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import at_least_once
import counting


class NoCounts:
    def restore(self, _consumer, _partitions):
        """Nothing is kept, so nothing is to be restored."""

    forget = restore


class Form(at_least_once.AtLeastOnce):
    def __init__(self):
        super().__init__()
        self.counts = NoCounts()

    def process(self, events):
        for event in events:
            for topic, key, value in self.effects(event):
                headers = [header for header in event.headers() or [] if header[0] == "event-id"]
                self.producer.produce(topic, key=key, value=value, headers=headers, on_delivery=self.delivered)
            self.producer.poll(0)
        self.producer.flush()
        if self.failure:
            raise counting.KafkaException(self.failure)
        self.commit(counting.next_offsets(events))

    def effects(self, event):
        """Topic, key and value of each."""
        raise NotImplementedError
