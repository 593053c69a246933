"""Exactly once: effects and offsets in one transaction. Both or neither, whoever dies, and a former owner is fenced."""

import counting
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

CONSUMER = {
    "group.id": counting.GROUP,
    # Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
    "group.instance.id": counting.INSTANCE,
    # The latest offset would skip what was written before the first assignment.
    "auto.offset.reset": "earliest",
    # The transaction takes the offsets with it.
    "enable.auto.commit": False,
    # What a transaction of the events' producer aborted never was an event.
    "isolation.level": "read_committed",
}
PRODUCER = {
    # The same after a restart, so that init_transactions ends what the former process left open, and fences it.
    "transactional.id": f"{counting.GROUP}-{counting.INSTANCE}",
    # A transaction brings these along; said here for whoever reads.
    "acks": "all",
    "enable.idempotence": True,
}
COMMIT_SECONDS = 10


class Transactional:
    def __init__(self):
        self.stop = counting.Stop()
        self.counts = counting.Counts("read_committed")
        self.consumer = Consumer(counting.client_settings() | CONSUMER)
        self.producer = Producer(counting.client_settings() | PRODUCER)

    def run(self):
        self.until_answered(self.producer.init_transactions)
        self.consumer.subscribe([counting.INPUT], on_assign=self.counts.restore, on_revoke=self.counts.forget)
        while not self.stop:
            events = counting.poll(self.consumer)
            if events:
                self.process(events)
        self.consumer.close()

    def process(self, events):
        self.producer.begin_transaction()
        try:
            for event in events:
                # A delivery that fails fails the transaction.
                counting.send(self.producer, self.counts, event, None)
            self.send_offsets(events)
            self.until_answered(self.producer.commit_transaction)
        except KafkaException as failure:
            self.abort(events, failure)

    def send_offsets(self, events):
        """With the member's own metadata: a former owner of the partitions is refused."""
        offsets, member = counting.next_offsets(events), self.consumer.consumer_group_metadata()
        self.until_answered(lambda seconds: self.producer.send_offsets_to_transaction(offsets, member, seconds))

    def until_answered(self, call):
        """Asks for the same again as long as librdkafka says that it may be asked (error.retriable())."""
        while True:
            try:
                return call(COMMIT_SECONDS)
            except KafkaException as failure:
                if self.stop or not failure.args[0].retriable():
                    raise

    def abort(self, events, failure):
        """Throws if no abort can help; else moves the consumer and the counts back, for an abort does not."""
        if not failure.args[0].txn_requires_abort():
            raise failure
        self.until_answered(self.producer.abort_transaction)
        firsts = {}
        for event in events:
            firsts.setdefault(event.partition(), event.offset())
        for partition, offset in firsts.items():
            self.consumer.seek(TopicPartition(counting.INPUT, partition, offset))
        self.counts.restore(self.consumer, [TopicPartition(counting.INPUT, partition) for partition in firsts])


if __name__ == "__main__":
    Transactional().run()
