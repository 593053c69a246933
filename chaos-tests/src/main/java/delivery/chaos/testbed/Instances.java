package delivery.chaos.testbed;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The instances of a scenario's pipeline: the first from the beginning, others when a fault asks for them. */
public final class Instances implements Closeable {
    /** The instance id of the first. */
    public static final String FIRST_INSTANCE_ID = "instance-1";

    private static final String PROCESS = "pipeline";

    /** Makes an instance with its link, and starts no process. */
    @FunctionalInterface
    public interface Opener {
        Instance open(String process, String instanceId) throws IOException;
    }

    private final Opener opener;
    private final List<Instance> all = new ArrayList<>();

    public Instances(Opener opener) throws IOException {
        this.opener = opener;
        all.add(opener.open(PROCESS, FIRST_INSTANCE_ID));
    }

    /** The instance that every scenario has. */
    public Instance first() {
        return all().get(0);
    }

    /**
     * Makes one more instance in the same group, with state of its own, as on another machine; {@code pipeline-2} in
     * the history.
     *
     * @param instanceId that of an instance there is, which it will fence, or a new one, which will share its work
     */
    public synchronized Instance another(String instanceId) throws IOException {
        Instance instance = opener.open(PROCESS + "-" + (all.size() + 1), instanceId);
        all.add(instance);
        return instance;
    }

    /** All of them, in the order in which they were made. */
    public synchronized List<Instance> all() {
        return List.copyOf(all);
    }

    /** Ends every process and closes every link; throws what kept the first of them from it. */
    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Instance instance : all()) {
            instance.pipeline().close();
            try {
                instance.link().close();
                if (instance.database().isPresent()) {
                    instance.database().get().close();
                }
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
