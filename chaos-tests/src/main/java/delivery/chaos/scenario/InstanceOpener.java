package delivery.chaos.scenario;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.DatabaseLink;
import delivery.chaos.network.Link;
import delivery.chaos.network.LinkSecurity;
import delivery.chaos.pipeline.ClientConfigFormat;
import delivery.chaos.pipeline.Given;
import delivery.chaos.pipeline.PipelineProcess;
import delivery.chaos.pipeline.Program;
import delivery.chaos.process.ConnectionOwners;
import delivery.chaos.testbed.DatabaseUnderTest;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Instances;
import delivery.chaos.testbed.ScenarioTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the instances of a scenario's pipeline: a directory, a link with its trace, the flags. */
record InstanceOpener(
        ScenarioPlan plan,
        Map<String, String> clientSettings,
        Surroundings surroundings,
        Path evidence,
        ScenarioTopics topics,
        EffectTraffic traffic,
        InputEvents events,
        Optional<DatabaseUnderTest> database,
        Chronicle chronicle)
        implements Instances.Opener {
    @Override
    public Instance open(String process, String instanceId) throws IOException {
        Path directory = Files.createDirectories(
                surroundings.workDirectory().resolve(plan.slug()).resolve(process));
        String name = surroundings.prefix(plan) + "." + process;
        ClientConfigFormat format = plan.pipeline().program().clientConfig();
        Map<Integer, Endpoint> brokers = surroundings.cluster().clientEndpoints();
        Link link = Link.open(
                name,
                surroundings.toxiproxy(),
                brokers,
                surroundings.security().tap(brokers, format.reachesProgram()),
                traffic,
                chronicle.traceOf(process));
        Optional<DatabaseLink> databaseLink = databaseLink(process);
        Given given = new Given(
                link.tap().bootstrapServers(),
                topics.input(),
                topics.output(),
                surroundings.prefix(plan),
                instanceId,
                directory.resolve("state"),
                clientConfig(name, format, directory),
                databaseLink.map(
                        to -> database.orElseThrow().database().url(to.tap().address())),
                Files.createDirectories(directory.resolve("tmp")),
                more(directory));
        PipelineProcess pipeline = new PipelineProcess(
                surroundings.processes(),
                plan.id() + " (" + process + ")",
                plan.pipeline(),
                given,
                new ConnectionOwners(link.tap().ports()),
                evidence.resolve(process + ".log"),
                () -> traffic.acknowledgedEnds().hashCode() + traffic.acknowledgementsElsewhere(),
                chronicle.listenerOf(process));
        return new Instance(process, instanceId, link, databaseLink, pipeline);
    }

    private Path clientConfig(String name, ClientConfigFormat format, Path directory) throws IOException {
        LinkSecurity security = surroundings.security();
        Map<String, String> settings = new HashMap<>(clientSettings);
        settings.putAll(security.clientSettings(format == ClientConfigFormat.JAVA));
        return format.write(security.directory(name, directory), settings);
    }

    private Optional<DatabaseLink> databaseLink(String process) throws IOException {
        if (database.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(DatabaseLink.open(
                surroundings.prefix(plan) + "." + process,
                surroundings.toxiproxy(),
                database.get().database().server(),
                chronicle.databaseTraceOf(process, events, traffic)));
    }

    private Map<String, String> more(Path directory) throws IOException {
        Program program = plan.pipeline().program();
        Map<String, String> more = new HashMap<>(surroundings.security().variables());
        List<String> outputs = topics.outputNames();
        for (int output = 1; output < outputs.size(); output++) {
            more.put("output.topic." + program.yields().topics().get(output), outputs.get(output));
        }
        if (program.isSource()) {
            more.put("input.file", SourceFile.write(directory, plan).toString());
        }
        return more;
    }
}
