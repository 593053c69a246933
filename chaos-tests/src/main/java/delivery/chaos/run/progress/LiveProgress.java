package delivery.chaos.run.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal with what is finished, what is running and the time that is left; above it the finished ones. */
final class LiveProgress implements Progress {
    /** With its numbers; the names of what is running have the rest. */
    private static final int COLUMNS_OF_THE_BAR = 54;

    private static final Duration REDRAWN_EVERY = Duration.ofMillis(500);
    /** Back to the beginning of the line, and what is on it erased. */
    private static final String OVER_THE_BAR = "\r\u001b[K";

    private final PrintStream terminal;
    private final int columnsForNames;
    private final ProgressBar bar;
    private final Set<String> running = new LinkedHashSet<>();

    LiveProgress(int scenarios, Terminal terminal) {
        this.terminal = terminal.out();
        this.columnsForNames = Math.max(2, terminal.columns() - COLUMNS_OF_THE_BAR);
        this.bar = new ProgressBarBuilder()
                .setTaskName("cells (time / left)")
                .setInitialMax(scenarios)
                .setStyle(ProgressBarStyle.ASCII)
                .continuousUpdate()
                .setUpdateIntervalMillis(Math.toIntExact(REDRAWN_EVERY.toMillis()))
                .setConsumer(new ConsoleProgressBarConsumer(terminal.out(), terminal.columns() - 1))
                .build();
    }

    @Override
    public synchronized void started(String id) {
        running.add(id);
        showRunning();
    }

    @Override
    public synchronized void finished(String id, String line) {
        running.remove(id);
        terminal.println(OVER_THE_BAR + line);
        bar.step();
        showRunning();
    }

    @Override
    public void stopped(String line) {
        bar.close();
        terminal.println(OVER_THE_BAR + line);
    }

    private void showRunning() {
        String names = " " + String.join(", ", running);
        boolean fits = names.length() <= columnsForNames;
        bar.setExtraMessage(fits ? names : names.substring(0, columnsForNames - 1) + "…");
        bar.refresh();
    }

    @Override
    public void close() {
        bar.close();
    }
}
