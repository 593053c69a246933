"""Transactional, sabotaged: offsets are committed by the consumer, after the transaction."""

import base  # noqa: F401
import counting
import transactional


class OffsetsOutsideTransaction(transactional.Transactional):
    def process(self, events):
        super().process(events)
        self.consumer.commit(offsets=counting.next_offsets(events), asynchronous=False)

    def send_offsets(self, events):
        pass


if __name__ == "__main__":
    OffsetsOutsideTransaction().run()
