"""At least once, sabotaged: nobody asks what became of an effect."""

import base  # noqa: F401
import at_least_once


class SendErrorsIgnored(at_least_once.AtLeastOnce):
    def delivered(self, failure, _effect):
        pass


if __name__ == "__main__":
    SendErrorsIgnored().run()
