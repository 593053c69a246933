"""What the three pipelines have in common, and no setting that makes a guarantee: where they run, the counts of pages, SIGTERM."""

import os
import signal
from collections import Counter

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

INPUT = os.environ["INPUT_TOPIC"]
OUTPUT = os.environ["OUTPUT_TOPIC"]
GROUP = os.environ["GROUP_ID"]
INSTANCE = os.environ["INSTANCE_ID"]
POLL_EVENTS = 250


def client_settings():
    """Settings that decide where and how fast, from a file of NAME=VALUE lines; the pipeline lays its own over them."""
    settings = {"bootstrap.servers": os.environ["BOOTSTRAP_SERVERS"]}
    if os.environ.get("CLIENT_CONFIG"):
        with open(os.environ["CLIENT_CONFIG"], encoding="utf-8") as lines:
            settings.update(line.strip().split("=", 1) for line in lines if "=" in line)
    return settings


class Stop:
    """True once the process was asked by SIGTERM to stop."""

    def __init__(self):
        self.asked = False
        signal.signal(signal.SIGTERM, self._ask)

    def _ask(self, _signal, _frame):
        self.asked = True

    def __bool__(self):
        return self.asked


class Counts:
    """The running count of each page, by partition; restored from the output topic, which is partitioned like the input."""

    def __init__(self, isolation):
        self.isolation = isolation
        self.by_partition = {}

    def restore(self, consumer, partitions):
        """For on_assign: first the committed offsets, which a former owner's transaction keeps back until it is decided."""
        consumer.committed(partitions, timeout=90)
        for partition in partitions:
            self.by_partition[partition.partition] = self._read(partition.partition)

    def forget(self, _consumer, partitions):
        """For on_revoke."""
        for partition in partitions:
            self.by_partition.pop(partition.partition, None)

    @staticmethod
    def _reader(isolation):
        own = {"group.id": f"{GROUP}-counts", "enable.auto.commit": False, "enable.partition.eof": True}
        return Consumer(client_settings() | own | {"isolation.level": isolation})

    def _high_watermark(self, partition):
        """Not the last stable offset: of a transaction that was committed the marker may be missing."""
        reader = self._reader("read_uncommitted")
        try:
            return reader.get_watermark_offsets(TopicPartition(OUTPUT, partition), timeout=90)[1]
        finally:
            reader.close()

    def _read(self, partition):
        counts = Counter()
        end = self._high_watermark(partition)
        reader = self._reader(self.isolation)
        try:
            reader.assign([TopicPartition(OUTPUT, partition, OFFSET_BEGINNING)])
            while True:
                effect = reader.poll(1)
                if effect is None:
                    continue
                if effect.error() and effect.error().code() == KafkaError._PARTITION_EOF:
                    if effect.offset() >= end:
                        return counts
                    continue
                if effect.error():
                    raise KafkaException(effect.error())
                counts[effect.key()] = int(effect.value())
        finally:
            reader.close()

    def next(self, event):
        """Counts an event and returns the new count of its page."""
        counts = self.by_partition[event.partition()]
        counts[event.key()] += 1
        return counts[event.key()]


def poll(consumer):
    """The next events, perhaps none. Throws what a poll complains of, unless the client mends it itself."""
    events = consumer.consume(POLL_EVENTS, timeout=0.5)
    for event in events:
        if event.error() and event.error().fatal():
            raise KafkaException(event.error())
    return [event for event in events if not event.error()]


def send(producer, counts, event, on_delivery):
    """Hands the effect of an event to the producer: key and id of the event, its page's new count, its partition."""
    event_id = dict(event.headers())["event-id"]
    producer.produce(
        OUTPUT,
        partition=event.partition(),
        key=event.key(),
        value=str(counts.next(event)),
        headers=[("event-id", event_id)],
        on_delivery=on_delivery,
    )
    producer.poll(0)


def next_offsets(events):
    """For each partition of a batch, the offset after its last event."""
    ends = {event.partition(): event.offset() + 1 for event in events}
    return [TopicPartition(INPUT, partition, offset) for partition, offset in ends.items()]
