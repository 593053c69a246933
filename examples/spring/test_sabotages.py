"""Each mistake in */sabotages is convicted by the suite, of what it brings about and under the fault that shows it."""

import json
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
JAR = ROOT / "chaos-tests" / "target" / "chaos-tests.jar"
OUTPUT = ROOT / "target" / "spring-sabotages"
BROKEN = 1


class SabotagesTest(unittest.TestCase):
    def convict(self, sabotage, fault, anomaly):
        """Judges one mistake under one fault. Its report stays in target/spring-sabotages."""
        (description,) = HERE.glob(f"*/sabotages/{sabotage}.yaml")
        output = OUTPUT / sabotage
        command = ["java", "-jar", JAR, "judge", "-o", output, f"-Dchaos.faults={fault}", description]
        exit_code = subprocess.run(command, cwd=ROOT, stdout=sys.stdout, check=False).returncode
        report = json.loads((output / "delivery-report" / "report.json").read_text(encoding="utf-8"))
        cell = next(cell for cell in report["cells"] if cell["id"] == f"spring-{sabotage}/{fault}")
        self.assertEqual("FAIL", cell["verdict"], cell["reason"])
        self.assertGreater(cell[anomaly], 0, cell["reason"])
        self.assertEqual("FORBIDDEN", cell["expectation"][anomaly])
        self.assertEqual(BROKEN, exit_code)

    def test_default_error_handler_passes_over_what_fails_ten_times(self):
        self.convict("default-error-handler", "link-down", "lost")

    def test_default_after_rollback_does_a_batch_twice_when_its_commit_is_answered_late(self):
        self.convict("default-after-rollback", "end-txn-unanswered", "duplicated")

    def test_a_fenced_container_that_carries_on_loses_its_batch(self):
        self.convict("fenced-carries-on", "producer-fenced", "lost")

    def test_record_acks_without_a_transaction_lose_when_killed(self):
        self.convict("record-without-transaction", "pipeline-killed", "lost")

    def test_retries_inside_a_transaction_publish_twice_when_an_answer_is_late(self):
        self.convict("retry-inside-transaction", "slow-acks", "duplicated")

    def test_dead_letters_outside_the_transaction_stay_when_it_is_rolled_back(self):
        self.convict("dead-letters-outside-transaction", "produce-refused", "duplicated")

    def test_a_random_transaction_id_prefix_stands_still_when_killed(self):
        self.convict("random-transaction-id-prefix", "killed-before-end-txn", "stuck")

    def test_a_transaction_id_prefix_of_all_instances_loses_when_another_joins(self):
        self.convict("shared-transaction-id-prefix", "scaled-out-and-in", "lost")

    def test_a_listener_slower_than_its_poll_interval_duplicates_by_itself(self):
        self.convict("slow-listener", "none", "duplicated")

    def test_streams_with_the_default_guarantee_duplicate_when_killed(self):
        self.convict("guarantee-left-at-default", "pipeline-killed", "duplicated")

    def test_streams_that_die_in_a_living_process_stand_still(self):
        self.convict("streams-die-alone", "produce-refused", "stuck")


if __name__ == "__main__":
    unittest.main()
