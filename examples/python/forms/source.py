"""A source: reads events from a file and no topic, writes an effect of each, and ends when all are acknowledged."""

import json
import os

import base  # Finds the settings.
import counting
from confluent_kafka import KafkaException, Producer

failures = []


def delivered(failure, _effect):
    if failure:
        failures.append(failure)


producer = Producer(counting.client_settings() | base.at_least_once.PRODUCER)
with open(os.environ["INPUT_FILE"], encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        event = json.loads(line)
        headers = [("event-id", event["id"])]
        producer.produce(counting.OUTPUT, key=event["page"], value=line, headers=headers, on_delivery=delivered)
        if number % counting.POLL_EVENTS == 0:
            # So many are on their way at a time, and no more.
            producer.flush()
producer.flush()
if failures:
    raise KafkaException(failures[0])
