package delivery.benchmark;

import delivery.benchmark.Figure.Better;
import delivery.benchmark.Measurements.Spread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run measured, in Markdown. */
final class Tables {
    private static final String NOT_MEASURED = "not measured";
    private static final double MIB = 1 << 20;

    private Tables() {}

    /**
     * What is asked of one path, compared with another.
     *
     * @param worst for every kind of figure that a goal is set for, the worst ratio that reaches it
     */
    private record Goal(NetworkPath path, NetworkPath to, Map<Better, Double> worst) {
        static final List<Goal> ALL = List.of(
                new Goal(NetworkPath.EMBEDDED, NetworkPath.REAL, Map.of(Better.HIGHER, 1.0, Better.LOWER, 1.0)),
                new Goal(NetworkPath.TAP, NetworkPath.EMBEDDED, Map.of(Better.HIGHER, 0.9)));

        /** Whether the goal is reached, as a mark; nothing if none is set. */
        String mark(Figure figure, double ratio) {
            Double limit = worst.get(figure.better());
            if (limit == null) {
                return "";
            }
            boolean reached = figure.better() == Better.HIGHER ? ratio >= limit : ratio <= limit;
            return reached ? " ✓" : " ✗";
        }
    }

    /** A row for each figure: the paths, median (minimum to maximum); the ratios. */
    static String speed(Measurements measured, Collection<Figure> figures, Collection<NetworkPath> paths) {
        List<Goal> goals =
                Goal.ALL.stream().filter(goal -> paths.contains(goal.path())).toList();
        List<String> head = new ArrayList<>(List.of("median (min – max)"));
        paths.forEach(path -> head.add(path.toString()));
        goals.forEach(goal -> head.add(goal.path() + " ÷ " + goal.to()));
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : figures) {
            List<String> row = new ArrayList<>(List.of(figure.name()));
            paths.forEach(path -> row.add(text(measured.spread(figure, path))));
            goals.forEach(goal -> row.add(text(measured, figure, goal)));
            rows.add(row);
        }
        return table(head, rows);
    }

    private static String text(Optional<Spread> spread) {
        return spread.map(s -> format("%,.0f (%,.0f – %,.0f)", s.median(), s.min(), s.max()))
                .orElse(NOT_MEASURED);
    }

    private static String text(Measurements measured, Figure figure, Goal goal) {
        return measured.ratio(figure, goal.path(), goal.to())
                .map(s -> format("%.2f (%.2f – %.2f)", s.median(), s.min(), s.max()) + goal.mark(figure, s.median()))
                .orElse(NOT_MEASURED);
    }

    /** A row for each number of connections. */
    static String flatness(Map<Integer, Resources> held) {
        List<List<String>> rows = new ArrayList<>();
        held.forEach((connections, resources) -> rows.add(List.of(
                format("%,d", connections),
                String.valueOf(resources.threads()),
                String.valueOf(resources.sockets()),
                format("%.1f", resources.heapBytes() / MIB))));
        return table(List.of("connections so far", "threads", "sockets", "heap after GC, MiB"), rows);
    }

    private static String table(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(head, Collections.nCopies(head.size(), "---")));
        all.addAll(rows);
        StringBuilder markdown = new StringBuilder();
        all.forEach(row -> markdown.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return markdown.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
