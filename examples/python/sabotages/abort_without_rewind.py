"""Transactional, sabotaged: after an abort the consumer goes on with the next events."""

import base  # noqa: F401
import transactional


class AbortWithoutRewind(transactional.Transactional):
    def abort(self, events, failure):
        if not failure.args[0].txn_requires_abort():
            raise failure
        self.until_answered(self.producer.abort_transaction)


if __name__ == "__main__":
    AbortWithoutRewind().run()
