"""As at least once, with an idempotent producer: the leader knows a retry again, as long as the process lives."""

import at_least_once

PRODUCER = {
    # An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.
    "acks": "all",
    # Producer id and sequence number tell the leader that it had appended the first attempt of a retry.
    "enable.idempotence": True,
    # As many as the leader remembers of each producer: it refuses the second request until it has the first.
    "max.in.flight.requests.per.connection": 5,
}

if __name__ == "__main__":
    at_least_once.AtLeastOnce(PRODUCER).run()
