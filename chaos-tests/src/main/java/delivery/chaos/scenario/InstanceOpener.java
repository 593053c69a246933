package delivery.chaos.scenario;

import delivery.chaos.network.Link;
import delivery.chaos.pipeline.PipelineProcess;
import delivery.chaos.process.ConnectionOwners;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Instances;
import delivery.chaos.testbed.ScenarioTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the instances of a scenario's pipeline: a directory, a link with its trace, the flags. */
record InstanceOpener(
        ScenarioPlan plan,
        Surroundings surroundings,
        Path evidence,
        ScenarioTopics topics,
        EffectTraffic traffic,
        Chronicle chronicle)
        implements Instances.Opener {
    @Override
    public Instance open(String process, String instanceId) throws IOException {
        Path directory = Files.createDirectories(
                surroundings.workDirectory().resolve(plan.slug()).resolve(process));
        Path clientConfig = directory.resolve("client.properties");
        Map<String, String> settings = new HashMap<>(plan.course().clientSettings());
        settings.putAll(plan.fault().clientSettings());
        ClientTimeouts.write(clientConfig, settings);
        Link link = Link.open(
                surroundings.prefix(plan) + "." + process,
                surroundings.toxiproxy(),
                surroundings.cluster().clientEndpoints(),
                traffic,
                chronicle.traceOf(process));
        List<String> flags = List.of(
                "--bootstrap-servers",
                link.tap().bootstrapServers(),
                "--input-topic",
                topics.input(),
                "--output-topic",
                topics.output(),
                "--group-id",
                surroundings.prefix(plan),
                "--instance-id",
                instanceId,
                "--state-dir",
                directory.resolve("state").toString(),
                "--client-config",
                clientConfig.toString());
        PipelineProcess pipeline = new PipelineProcess(
                surroundings.processes(),
                plan.id() + " (" + process + ")",
                plan.pipeline(),
                flags,
                new ConnectionOwners(link.tap().ports()),
                Files.createDirectories(directory.resolve("tmp")),
                evidence.resolve(process + ".log"),
                () -> traffic.acknowledgedEnds().hashCode(),
                chronicle.listenerOf(process));
        return new Instance(process, instanceId, link, pipeline);
    }
}
