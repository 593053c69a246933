"""Each mistake in sabotages/ is convicted by the suite, of the anomaly that it brings about and by the fault that shows it."""

import json
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
JAR = ROOT / "chaos-tests" / "target" / "chaos-tests.jar"
OUTPUT = ROOT / "target" / "python-sabotages"
FAULTS = "acks-lost,pipeline-killed,produce-refused"
BROKEN = 1


class SabotagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        descriptions = sorted(HERE.glob("sabotages/*.yaml"))
        command = ["java", "-jar", JAR, "judge", "-o", OUTPUT, f"-Dchaos.faults={FAULTS}", *descriptions]
        cls.exit_code = subprocess.run(command, cwd=ROOT, stdout=sys.stdout, check=False).returncode
        report = json.loads((OUTPUT / "delivery-report" / "report.json").read_text(encoding="utf-8"))
        cls.cells = {cell["id"]: cell for cell in report["cells"]}

    def convicted(self, sabotage, fault, anomaly):
        cell = self.cells[f"python-{sabotage}/{fault}"]
        self.assertEqual("FAIL", cell["verdict"], cell["reason"])
        self.assertGreater(cell[anomaly], 0, cell["reason"])
        self.assertEqual("FORBIDDEN", cell["expectation"][anomaly])
        self.assertEqual(BROKEN, self.exit_code)

    def test_commit_before_flush_loses_when_killed(self):
        self.convicted("commit-before-flush", "pipeline-killed", "lost")

    def test_send_errors_ignored_loses_what_is_refused(self):
        self.convicted("send-errors-ignored", "produce-refused", "lost")

    def test_idempotence_left_off_duplicates_when_an_ack_is_lost(self):
        self.convicted("idempotence-left-off", "acks-lost", "duplicated")

    def test_abort_without_rewind_loses_what_is_aborted(self):
        self.convicted("abort-without-rewind", "produce-refused", "lost")

    def test_offsets_outside_the_transaction_duplicate_when_killed(self):
        self.convicted("offsets-outside-transaction", "pipeline-killed", "duplicated")

    def test_counts_not_restored_miscount_when_killed(self):
        self.convicted("counts-not-restored", "pipeline-killed", "miscounted")


if __name__ == "__main__":
    unittest.main()
