package delivery.chaos.run.progress;

import java.io.Closeable;
import java.io.PrintStream;

/** Tells whoever watches how far a run is. */
public interface Progress extends Closeable {
    /** A scenario has begun. */
    void started(String id);

    /** A scenario has ended. */
    void finished(String id, String line);

    /** The run was asked to end before its time; nothing is told after this. */
    void stopped(String line);

    @Override
    void close();

    /** A live line where a person watches, else plain lines. */
    static Progress of(int scenarios, PrintStream console) {
        return Terminal.of(console)
                .<Progress>map(terminal -> new LiveProgress(scenarios, terminal))
                .orElseGet(() -> new Plain(console));
    }

    /** A line for every scenario that has ended, for a log. */
    record Plain(PrintStream console) implements Progress {
        @Override
        public void started(String id) {}

        @Override
        public void finished(String id, String line) {
            console.println(line);
        }

        @Override
        public void stopped(String line) {
            console.println(line);
        }

        @Override
        public void close() {}
    }
}
