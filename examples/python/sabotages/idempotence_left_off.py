"""Idempotent producer, sabotaged: idempotence is librdkafka's default, and that is off."""

import base  # noqa: F401
import at_least_once

if __name__ == "__main__":
    at_least_once.AtLeastOnce({"acks": "all", "max.in.flight.requests.per.connection": 1}).run()
