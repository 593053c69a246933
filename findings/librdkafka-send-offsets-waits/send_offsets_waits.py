"""After its connections were down for a moment, a transactional producer of librdkafka sends no TxnOffsetCommit any more.

    pip install confluent-kafka
    python send_offsets_waits.py HOST:PORT,...      # a cluster of three brokers; the program makes two topics. Linux only

Each transaction takes one record from a topic to another, and its offset with it. While the third is being committed, the
program shuts down all its connections to brokers, and every new one, for OUTAGE_SECONDS. That transaction is committed.
The program ends with 1 if send_offsets_to_transaction of a later one has not returned SILENT_SECONDS after its time-out,
with 0 if all are committed.
"""

import os
import socket
import sys
import threading
import time
import uuid

import confluent_kafka
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

BOOTSTRAP = sys.argv[1]
NAME = f"send-offsets-waits-{uuid.uuid4().hex[:8]}"
TRANSACTIONS = 10
OUTAGE_SECONDS = 2.5
TIMEOUT_SECONDS = 10
SILENT_SECONDS = 15


def make_topics():
    admin = AdminClient({"bootstrap.servers": BOOTSTRAP})
    topics = [NewTopic(f"{NAME}-{end}", 1, 3) for end in ("in", "out")]
    for made in admin.create_topics(topics).values():
        made.result()
    writer = Producer({"bootstrap.servers": BOOTSTRAP})
    for number in range(TRANSACTIONS):
        writer.produce(f"{NAME}-in", str(number))
    writer.flush()


def shut_down_sockets():
    """Ends every TCP connection of this process; librdkafka sees them closed."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                with socket.socket(fileno=os.dup(int(name))) as connection:
                    if connection.family in (socket.AF_INET, socket.AF_INET6):
                        connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # one that is not connected, or was closed meanwhile


def outage():
    until = time.monotonic() + OUTAGE_SECONDS
    while time.monotonic() < until:
        shut_down_sockets()
        time.sleep(0.002)


def next_record(consumer):
    while True:
        record = consumer.poll(1)
        if record is not None and record.error() is None:
            return record


def main():
    print(f"confluent-kafka {confluent_kafka.version()}, librdkafka {confluent_kafka.libversion()[0]}, {NAME}")
    make_topics()
    consumer = Consumer(
        {
            "bootstrap.servers": BOOTSTRAP,
            "group.id": NAME,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([f"{NAME}-in"])
    # The record is sent by the commit, and so within the outage.
    producer = Producer({"bootstrap.servers": BOOTSTRAP, "transactional.id": NAME, "linger.ms": 1000})
    producer.init_transactions()
    for number in range(TRANSACTIONS):
        record = next_record(consumer)
        producer.begin_transaction()
        producer.produce(f"{NAME}-out", record.value())
        offsets = [TopicPartition(record.topic(), record.partition(), record.offset() + 1)]
        answered = threading.Event()

        def send_offsets():
            producer.send_offsets_to_transaction(offsets, consumer.consumer_group_metadata(), TIMEOUT_SECONDS)
            answered.set()

        threading.Thread(target=send_offsets, daemon=True).start()
        if not answered.wait(TIMEOUT_SECONDS + SILENT_SECONDS):
            print(
                f"transaction {number}: send_offsets_to_transaction with a time-out of {TIMEOUT_SECONDS} s has not returned "
                f"after {TIMEOUT_SECONDS + SILENT_SECONDS} s"
            )
            sys.stdout.flush()
            # Closing the producer would wait, too.
            os._exit(1)
        if number == 2:
            threading.Thread(target=outage).start()
        producer.commit_transaction()
        print(f"transaction {number}: committed")
    print("every transaction was committed: not seen")


main()
