package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.BROKER_KILLED;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REQUEST_LOST;
import static delivery.contract.Circumstance.UNDISTURBED;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run of literal histories that has every verdict in it, and two cells that were not run. */
public final class DemoRun {
    static final int PAGES = 10;
    static final int VIEWS = 20;

    private record Plan(String definition, Circumstance circumstance) {}

    private static final Map<String, Plan> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("control", new Plan("Nothing is broken.", UNDISTURBED));
        FAULTS.put(
                "acks-lost",
                new Plan(
                        "The broker applies a Produce; its response is swallowed and the connection closed.",
                        ACK_LOST));
        FAULTS.put(
                "requests-lost",
                new Plan("The connection is closed before a Produce reaches the broker.", REQUEST_LOST));
        FAULTS.put("link-down", new Plan("All proxies of the link are down for a while.", REQUEST_LOST));
        FAULTS.put(
                "pipeline-killed",
                new Plan("SIGKILL between the pipeline's two steps, then a start.", PIPELINE_RESTARTED));
        FAULTS.put("broker-killed", new Plan("SIGKILL to the leader of an output partition.", BROKER_KILLED));
        FAULTS.put("latency", new Plan("400 ms and as much jitter on every packet.", UNDISTURBED));
    }

    private DemoRun() {}

    /** @param missing what was asked for and not finished */
    public static Run run(String... missing) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("java", "17.0.15 (Debian)");
        machine.put("os", "Linux 6.1 amd64");
        machine.put("cores", "2");
        return new Run(
                new Run.Suite("0.1.0", "3844c6e"),
                new Run.Kafka("4.3.1", "4.3.1", "4.3.1", 2),
                new Run.Toxiproxy("embedded", "2.12.0"),
                1234567,
                "2026-11-20T12:00:00Z",
                214.7,
                "mvn -B verify -Dchaos.seed=1234567",
                machine,
                Promises.ALL,
                FAULTS.entrySet().stream()
                        .map(fault -> new Run.FaultDefinition(
                                fault.getKey(),
                                fault.getKey().replace('-', ' '),
                                fault.getValue().definition()))
                        .toList(),
                List.of(missing),
                Map.of(
                        "at-least-once",
                        List.of(new Run.ReportedSetting("acks", "all", "all", "It outlives its leader.", "How many."))),
                new Run.HarnessSettings(
                        Map.of("broker.session.timeout.ms", "3000"),
                        new TreeMap<>(Map.of(
                                "acks-lost",
                                Map.of("max.poll.records", "10", "request.timeout.ms", "2000"),
                                "control",
                                Map.of("max.poll.records", "10")))));
    }

    /** Judged once, with its evidence by file: many tests ask for the same. */
    private record Judged(List<Cell> cells, Map<String, byte[]> evidence) {}

    private static Judged judged;

    /** The cells, with their evidence where the report of a directory looks for it. */
    public static synchronized List<Cell> cells(Path reportDirectory) throws IOException {
        if (judged == null) {
            judged = new Judged(List.copyOf(judge(reportDirectory)), files(reportDirectory));
        } else {
            for (Map.Entry<String, byte[]> file : judged.evidence().entrySet()) {
                Path path = reportDirectory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
        return judged.cells();
    }

    private static Map<String, byte[]> files(Path reportDirectory) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(reportDirectory.resolve("evidence"))) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                contents.put(reportDirectory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static List<Cell> judge(Path reportDirectory) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (Guarantee guarantee : Promises.ALL) {
            for (String fault : FAULTS.keySet()) {
                if (!fault.equals("latency")
                        || guarantee.equals(Promises.TRANSACTIONAL)
                        || guarantee.equals(Promises.STREAMS)) {
                    cells.add(cell(guarantee, fault).judgedForReport(reportDirectory));
                } else if (guarantee.equals(Promises.AT_MOST_ONCE)) {
                    cells.add(LiteralHistory.missing(
                            cell(guarantee, fault).scenario(),
                            "broker-2 did not come back within 20 s",
                            "evidence/at-most-once/latency"));
                }
            }
        }
        return cells;
    }

    /** Cells of every module under every one of so many faults, each with more requests than a real one has. */
    public static List<Cell> many(Path reportDirectory, int faultsOfMany) throws IOException {
        List<String> faults = List.copyOf(FAULTS.keySet());
        List<Cell> cells = new ArrayList<>();
        for (Guarantee guarantee : Promises.ALL) {
            for (int number = 0; number < faultsOfMany; number++) {
                String fault = faults.get(number % faults.size());
                cells.add(cell(guarantee, fault, fault + "-" + number, 2).judgedForReport(reportDirectory));
            }
        }
        return cells;
    }

    private static LiteralHistory cell(Guarantee guarantee, String fault) {
        return cell(guarantee, fault, fault, 10);
    }

    /** @param batch events in a Produce */
    private static LiteralHistory cell(Guarantee guarantee, String fault, String name, int batch) {
        String id = guarantee.name() + "/" + fault;
        LiteralHistory history = history()
                .promising(guarantee)
                .under(name, fault.equals("control") ? 0 : 2, FAULTS.get(fault).circumstance());
        for (int number = 0; number < PAGES * VIEWS; number++) {
            history.event(eventId(number), page(number), number % PAGES % 3, number);
        }
        history.line(new ProcessState(12, "pipeline", 4711, State.STARTED, null, ""));
        DemoWire.write(history, batch, lost(id), twice(id));
        writeEffects(history, guarantee, lost(id), twice(id));
        if (!fault.equals("control")) {
            history.fired();
            if (!id.equals("streams-eos/latency")) {
                history.fired();
            }
        }
        if (fault.equals("pipeline-killed")) {
            history.line(new ProcessState(1_000, "pipeline", 4711, State.KILLED, 137, ""));
            history.line(new ProcessState(1_012, "pipeline", 4801, State.STARTED, null, ""));
            history.line(new ProcessState(9_000, "pipeline", 4801, State.EXITED, 1, "last lines:\n  at Sender.run"));
        }
        history.line(new Wire("Produce", 412, 410, 2, List.of((short) 13)))
                .line(new Wire("Fetch", 3_871, 3_871, 0, List.of((short) 18)));
        return id.equals("transactional-eos/latency") ? history.stuckOn("open transaction in effects-2") : history;
    }

    private static Set<Integer> lost(String id) {
        return loses(id) ? Set.of(17, 18, 117) : Set.of();
    }

    private static Set<Integer> twice(String id) {
        return duplicates(id) ? Set.of(40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51) : Set.of();
    }

    private static boolean loses(String id) {
        return Set.of("at-most-once/requests-lost", "at-most-once/link-down", "at-most-once/pipeline-killed")
                .contains(id);
    }

    private static boolean duplicates(String id) {
        return Set.of(
                        "at-least-once/acks-lost",
                        "at-least-once/pipeline-killed",
                        "idempotent-producer/pipeline-killed",
                        "idempotent-producer/broker-killed")
                .contains(id);
    }

    private static void writeEffects(
            LiteralHistory history, Guarantee guarantee, Set<Integer> lost, Set<Integer> twice) {
        long[] offsets = new long[3];
        long[] counts = new long[PAGES];
        for (int number = 0; number < PAGES * VIEWS; number++) {
            int page = number % PAGES;
            int copies = lost.contains(number) ? 0 : twice.contains(number) ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                counts[page]++;
                history.effect(eventId(number), page(number), counts[page], page % 3, offsets[page % 3]++);
            }
        }
        if (guarantee.isolationLevel().equals(Guarantee.READ_COMMITTED)) {
            history.effect(eventId(199), page(199), 20, 0, offsets[0]++)
                    .inTransactionOf(7, 3)
                    .uncommitted()
                    .abort(0, offsets[0], 7, 4);
        }
    }

    static String eventId(int number) {
        return String.format(Locale.ROOT, "e-%06d", number);
    }

    private static String page(int number) {
        return "/page/" + number % PAGES;
    }
}
