"""What a person gets to read whose program or description is wrong: one line, that says what and where."""

import pathlib
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
JAR = ROOT / "chaos-tests" / "target" / "chaos-tests.jar"
WRONG, CONTRACT_BROKEN = 2, 4
GOOD = "name: mine\ncommand: [python3, x.py]\npromise: at-least-once\n"


def check(*words):
    command = ["java", "-jar", JAR, "check", "-o", ROOT / "target" / "bad-input", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


class ProgramsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.checked = check(*sorted(HERE.glob("bad/*.yaml")))
        print(cls.checked.stdout, cls.checked.stderr)

    def says(self, name, *words):
        lines = [line for line in self.checked.stdout.splitlines() if line.startswith(f"{name} breaks the contract: ")]
        self.assertEqual(1, len(lines), self.checked.stdout)
        for word in words:
            self.assertIn(word, lines[0])

    def test_one_that_breaks_it_is_exit_code_4(self):
        self.assertEqual(CONTRACT_BROKEN, self.checked.returncode)

    def test_one_that_writes_nothing(self):
        self.says("writes-nothing", "it wrote nothing to its output topic", "it has committed the offsets of all events")

    def test_one_that_names_no_event(self):
        self.says("names-no-event", "effects cannot be told to be of an event", "id: header event-id")

    def test_one_that_writes_to_another_topic(self):
        self.says("writes-elsewhere", "it wrote nothing to its output topic, but to ", ".elsewhere")

    def test_one_that_does_not_stop(self):
        self.says("does-not-stop", "5 s after it was asked by SIGTERM to stop")

    def test_one_that_ends_at_once(self):
        self.says("ends-at-once", "ended each time without progress, at last with exit code 3: no licence found")

    def test_one_that_lacks_a_variable(self):
        self.says("lacks-a-variable", "KAFKA_URL: is not set")

    def test_a_shell_around_a_program_and_json_without_settings_are_right(self):
        self.assertIn("wrapped keeps to the contract", self.checked.stdout)
        self.assertIn("takes-no-settings keeps to the contract", self.checked.stdout)


class DescriptionsTest(unittest.TestCase):
    def refused(self, description, complaint):
        with tempfile.TemporaryDirectory(dir=ROOT / "target") as directory:
            file = pathlib.Path(directory, "mine.yaml")
            file.write_text(description, encoding="utf-8")
            pathlib.Path(directory, "x.sh").write_text("exit 0\n", encoding="utf-8")
            told = check(file)
        self.assertEqual(WRONG, told.returncode, told.stderr)
        self.assertIn(complaint, told.stderr.splitlines()[0])

    def test_a_misspelt_field(self):
        self.refused(GOOD.replace("command", "comand"), "mine.yaml:2: unknown field comand; known here: ")

    def test_a_promise_that_nobody_makes(self):
        self.refused(GOOD.replace("at-least-once", "exactly-once"), 'mine.yaml:3: promise: there is no promise "exactly')

    def test_a_program_that_is_not_there(self):
        self.refused(GOOD.replace("python3", "./pipeline"), "there is no program ")

    def test_a_program_that_is_not_executable(self):
        self.refused(GOOD.replace("python3", "./x.sh"), "x.sh is not executable")


if __name__ == "__main__":
    unittest.main()
