package delivery.chaos.report.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.report.DemoRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An atlas of a few steps, whose scenarios are the cells of {@link DemoRun}. */
public final class DemoAtlas {
    static final AtlasScenario.AtlasStep PRODUCE =
            new AtlasScenario.AtlasStep("cycle", "produce", "Produce v13", "leader");
    static final AtlasScenario.AtlasStep JOIN_GROUP =
            new AtlasScenario.AtlasStep("start-up", "join-group", "JoinGroup v9", "coordinator");

    static final AtlasScenario.AtlasStep LEAVE_GROUP =
            new AtlasScenario.AtlasStep("shut-down", "leave-group", "LeaveGroup v5", "coordinator");

    static final AtlasScenario.AtlasStep BY_NAME =
            new AtlasScenario.AtlasStep("cycle", AtlasScenario.BY_NAME, "Produce v13", "leader");

    static final String UNDECIDED = "undecided";

    private final List<Cell> cells;

    DemoAtlas(List<Cell> cells) {
        this.cells = cells;
    }

    /** Writes it into the directory of a report, with the evidence of its scenarios. */
    public static void write(Path directory) throws IOException {
        new DemoAtlas(DemoRun.cells(directory)).writeInto(directory);
    }

    void writeInto(Path directory) throws IOException {
        List<AtlasScenario> scenarios = new ArrayList<>();
        for (String module : List.of("at-most-once", "at-least-once", "transactional-eos")) {
            scenarios.add(scenario(module, JOIN_GROUP, "ack-lost", "control"));
            scenarios.add(scenario(module, PRODUCE, "ack-lost", "acks-lost"));
            scenarios.add(scenario(module, PRODUCE, "killed-after", "pipeline-killed"));
        }
        scenarios.add(scenario("streams-eos", PRODUCE, "ack-lost", "control", "latency"));
        scenarios.add(scenario("at-least-once", BY_NAME, "late-ack", "acks-lost"));
        AtlasReport.write(
                directory,
                DemoRun.run("idempotent-producer/by-name/late-ack run 2"),
                Map.of(
                        "at-least-once", List.of(JOIN_GROUP, PRODUCE, LEAVE_GROUP),
                        "streams-eos", List.of(PRODUCE)),
                scenarios,
                List.of(new AtlasStory(
                        "The ack is late",
                        List.of(
                                new AtlasStory.Telling(
                                        "at-least-once", "at-least-once/by-name/late-ack", "", "mvn verify -Pagain"),
                                new AtlasStory.Telling(
                                        "at-most-once", "at-most-once/by-name/late-ack", "", "mvn verify -Pmore"),
                                new AtlasStory.Telling(
                                        "idempotent-producer",
                                        "idempotent-producer/by-name/late-ack",
                                        "",
                                        "mvn verify -Pbroken-off"),
                                new AtlasStory.Telling("transactional-eos", "", "it waits for ever", "")))),
                new AtlasScope(99, scenarios.size() + 1, List.of("a cluster did not come up: <i>no</i> memory")));
    }

    AtlasScenario scenario(String module, AtlasScenario.AtlasStep step, String strike, String... faults) {
        return new AtlasScenario(
                module,
                step,
                strike,
                strike.replace('-', ' '),
                "something <b>bad</b> happens",
                "one partition, batches of 30 events",
                Map.of("linger.ms", "15000"),
                "",
                null,
                List.of(faults).stream().map(fault -> cell(module, fault)).toList());
    }

    Cell cell(String module, String fault) {
        if (fault.equals(UNDECIDED)) {
            return LiteralHistory.missing(
                    cell(module, "control").audit().scenario(), "broker-2 is gone.", "evidence/gone");
        }
        return cells.stream()
                .filter(cell -> cell.id().equals(module + "/" + fault))
                .findFirst()
                .orElseThrow();
    }
}
