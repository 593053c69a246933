package delivery.chaos;

import delivery.chaos.cluster.Tenancy;
import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ClientProperties;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists, and deletes, what runs that were killed have left on a cluster of somebody's. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the topics and groups that runs which were killed have left on a cluster that was there already, and"
                    + " deletes them by --delete.",
            "Touched is only what begins with the prefix of a run whose label, the topic "
                    + Tenancy.PREFIX
                    + "….label, is on the cluster; and no run that has members in a group: it may be at"
                    + " work. Between two of its scenarios it has none: end it first."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is left",
            ExitCode.WRONG_COMMAND_LINE_SAYS,
            "3:something is left",
            ExitCode.HARNESS_FAILED_SAYS
        })
final class CleanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            split = ",",
            required = true,
            description = "addresses of the cluster")
    private List<String> bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "client properties of the cluster, as -Dchaos.admin has them; what stands in it is shown"
                    + " nowhere")
    private Path clientConfig;

    @Option(names = "--delete", description = "delete what is listed; without it nothing is")
    private boolean delete;

    @Override
    public Integer call() throws InterruptedException {
        try {
            ClientProperties properties = ClientProperties.read(
                    ClientProperties.Asker.CLEAN, String.join(",", bootstrap), Optional.ofNullable(clientConfig));
            try (Admin admin = Admin.create(properties.settings())) {
                return clean(Tenancy.all(admin, properties.settings())).number();
            } catch (ExecutionException refused) {
                throw new CannotStartException(properties.said("what is on the cluster", refused.getCause()));
            } catch (KafkaException refused) {
                throw new CannotStartException(properties.notTaken(refused));
            }
        } catch (CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private ExitCode clean(List<Tenancy> runs) throws InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        boolean left = false;
        for (Tenancy run : runs) {
            run.topics().forEach(topic -> out.println("topic " + topic));
            run.groups().forEach(group -> out.println("group " + group));
            Optional<String> atWork = run.groupAtWork();
            atWork.ifPresent(group -> out.println("left alone: the group " + group + " has members"));
            if (delete && atWork.isEmpty()) {
                run.delete();
                out.println("deleted: all that begins with " + run.prefix());
            } else {
                left = true;
            }
        }
        out.println(runs.isEmpty() ? "no run has left anything" : left && !delete ? "--delete deletes these" : "");
        return left ? ExitCode.NOT_JUDGED : ExitCode.KEPT;
    }
}
