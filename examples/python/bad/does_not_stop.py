"""Leaves SIGTERM unheard."""

import signal

import base

pipeline = base.at_least_once.AtLeastOnce()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pipeline.run()
