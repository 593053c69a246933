"""Transactional, sabotaged: after a restart pages are counted from nothing."""

import base  # noqa: F401
import transactional


class CountsNotRestored(transactional.Transactional):
    def __init__(self):
        super().__init__()
        self.counts.restore = self.begin_at_nothing

    def begin_at_nothing(self, _consumer, partitions):
        for partition in partitions:
            self.counts.by_partition[partition.partition] = transactional.counting.Counter()


if __name__ == "__main__":
    CountsNotRestored().run()
