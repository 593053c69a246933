"""Each mistake in */sabotages is convicted by the suite, of what it brings about and under the fault that shows it.

What has the mistake left out goes through the same fault beside it, and is acquitted."""

import functools
import json
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
JAR = ROOT / "chaos-tests" / "target" / "chaos-tests.jar"
OUTPUT = ROOT / "target" / "spring-sabotages"
KEPT, BROKEN = 0, 1

# By fault, for all that one fault convicts is judged in one run.
LISTENER, STREAMS = "spring-kafka-listener", "spring-boot-streams"
MISTAKES = {
    "none": {"slow-listener": LISTENER},
    "slow-acks": {"retry-inside-transaction": LISTENER},
    "pipeline-killed": {"record-without-transaction": LISTENER, "guarantee-left-at-default": STREAMS},
    "killed-before-end-txn": {"random-transaction-id-prefix": LISTENER},
    "produce-refused": {
        "errors-logged-and-passed-over": LISTENER,
        "dead-letters-outside-transaction": LISTENER,
        "streams-die-alone": STREAMS,
    },
    "end-txn-unanswered": {"default-after-rollback": LISTENER},
    "producer-fenced": {"fenced-carries-on": LISTENER},
    "scaled-out-and-in": {"shared-transaction-id-prefix": LISTENER},
}


@functools.cache
def judged(fault):
    """The exit code and the cells of one run. Its report stays in target/spring-sabotages/FAULT."""
    pipelines = MISTAKES[fault]
    descriptions = [HERE / pipeline / "pipeline.yaml" for pipeline in sorted(set(pipelines.values()))]
    descriptions += [HERE / pipeline / "sabotages" / f"{mistake}.yaml" for mistake, pipeline in pipelines.items()]
    command = ["java", "-jar", JAR, "judge", "-o", OUTPUT / fault, f"-Dchaos.faults={fault}", *descriptions]
    exit_code = subprocess.run(command, cwd=ROOT, stdout=sys.stdout, check=False).returncode
    report = json.loads((OUTPUT / fault / "delivery-report" / "report.json").read_text(encoding="utf-8"))
    return exit_code, {cell["id"]: cell for cell in report["cells"]}


class SabotagesTest(unittest.TestCase):
    def convicted(self, mistake, fault, anomaly):
        exit_code, cells = judged(fault)
        cell, innocent = cells[f"spring-{mistake}/{fault}"], cells[f"{MISTAKES[fault][mistake]}/{fault}"]
        self.assertEqual("FAIL", cell["verdict"], cell["reason"])
        self.assertGreater(cell[anomaly], 0, cell["reason"])
        self.assertEqual("FORBIDDEN", cell["expectation"][anomaly])
        self.assertEqual("PASS", innocent["verdict"], innocent["reason"])
        self.assertEqual(BROKEN, exit_code)

    def stands_still(self, mistake, fault):
        """What stands still is not FAIL but INCONCLUSIVE, and exit code 3, unless it keeps asking for more events."""
        exit_code, cells = judged(fault)
        cell, innocent = cells[f"spring-{mistake}/{fault}"], cells[f"{MISTAKES[fault][mistake]}/{fault}"]
        self.assertIn(cell["verdict"], ("INCONCLUSIVE", "FAIL"), cell["reason"])
        self.assertGreater(cell["stuck"], 0, cell["reason"])
        self.assertEqual("PASS", innocent["verdict"], innocent["reason"])
        self.assertNotEqual(KEPT, exit_code)

    def test_every_mistake_is_on_trial(self):
        on_trial = {mistake for mistakes in MISTAKES.values() for mistake in mistakes}
        self.assertEqual({path.stem for path in HERE.glob("*/sabotages/*.yaml")}, on_trial)

    def test_errors_that_are_logged_and_passed_over_lose_what_is_refused(self):
        self.convicted("errors-logged-and-passed-over", "produce-refused", "lost")

    def test_default_after_rollback_does_a_batch_twice_when_its_commit_is_answered_late(self):
        self.convicted("default-after-rollback", "end-txn-unanswered", "duplicated")

    def test_a_fenced_container_that_carries_on_loses_its_batch(self):
        self.convicted("fenced-carries-on", "producer-fenced", "lost")

    def test_record_acks_without_a_transaction_lose_when_killed(self):
        self.convicted("record-without-transaction", "pipeline-killed", "lost")

    def test_retries_inside_a_transaction_publish_twice_when_an_answer_is_late(self):
        self.convicted("retry-inside-transaction", "slow-acks", "duplicated")

    def test_dead_letters_outside_the_transaction_stay_when_it_is_rolled_back(self):
        self.convicted("dead-letters-outside-transaction", "produce-refused", "duplicated")

    def test_a_random_transaction_id_prefix_stands_still_when_killed(self):
        self.stands_still("random-transaction-id-prefix", "killed-before-end-txn")

    def test_a_transaction_id_prefix_of_all_instances_loses_when_another_joins(self):
        self.convicted("shared-transaction-id-prefix", "scaled-out-and-in", "lost")

    def test_a_listener_slower_than_its_poll_interval_duplicates_by_itself(self):
        self.convicted("slow-listener", "none", "duplicated")

    def test_streams_with_the_default_guarantee_duplicate_when_killed(self):
        self.convicted("guarantee-left-at-default", "pipeline-killed", "duplicated")

    def test_streams_that_die_in_a_living_process_stand_still(self):
        self.stands_still("streams-die-alone", "produce-refused")


if __name__ == "__main__":
    unittest.main()
