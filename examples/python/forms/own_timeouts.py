"""A program with settings of its own, that reads no file of them: it waits 5 s for an answer."""

import base  # Finds the pipeline.

base.at_least_once.PRODUCER["socket.timeout.ms"] = 5_000
base.at_least_once.CONSUMER["session.timeout.ms"] = 10_000
base.at_least_once.AtLeastOnce().run()
