"""At least once: every event has an effect, perhaps two. Effects are flushed, and only then offsets committed."""

import counting
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer

CONSUMER = {
    "group.id": counting.GROUP,
    # Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
    "group.instance.id": counting.INSTANCE,
    # The latest offset would skip what was written before the first assignment.
    "auto.offset.reset": "earliest",
    # Only the loop below knows when the effects of an event are done.
    "enable.auto.commit": False,
    # What a transaction of the events' producer aborted never was an event.
    "isolation.level": "read_committed",
}
PRODUCER = {
    # An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.
    "acks": "all",
    # librdkafka's default. The leader appends a retry also when it had appended the first attempt.
    "enable.idempotence": False,
    # Without sequence numbers, a second request in flight overtakes the retry of the first.
    "max.in.flight.requests.per.connection": 1,
}


class AtLeastOnce:
    def __init__(self, producer=PRODUCER):
        self.stop = counting.Stop()
        self.counts = counting.Counts("read_uncommitted")
        self.consumer = Consumer(counting.client_settings() | CONSUMER)
        self.producer = Producer(counting.client_settings() | producer)
        self.failure = None

    def run(self):
        self.consumer.subscribe([counting.INPUT], on_assign=self.counts.restore, on_revoke=self.counts.forget)
        while not self.stop:
            events = counting.poll(self.consumer)
            if events:
                self.process(events)
        self.consumer.close()

    def process(self, events):
        for event in events:
            counting.send(self.producer, self.counts, event, self.delivered)
        self.producer.flush()
        if self.failure:
            raise KafkaException(self.failure)
        self.commit(counting.next_offsets(events))

    def delivered(self, failure, _effect):
        self.failure = self.failure or failure

    def commit(self, offsets):
        try:
            self.consumer.commit(offsets=offsets, asynchronous=False)
        except KafkaException as lost:
            # The next owner of these partitions does the batch again; one that is fenced has no more to do here.
            if lost.args[0].code() not in (KafkaError.ILLEGAL_GENERATION, KafkaError.REBALANCE_IN_PROGRESS):
                raise


if __name__ == "__main__":
    AtLeastOnce().run()
