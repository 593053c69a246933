package delivery.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/** The values of one run: by figure and path, one for each round. */
final class Measurements {
    private final Map<Figure, Map<NetworkPath, List<Double>>> values = new LinkedHashMap<>();

    void add(Figure figure, NetworkPath path, double value) {
        values.computeIfAbsent(figure, first -> new LinkedHashMap<>())
                .computeIfAbsent(path, first -> new ArrayList<>())
                .add(value);
    }

    /** Median, minimum and maximum of a number for each round. */
    record Spread(double median, double min, double max) {
        private static Spread of(double[] values) {
            return new Spread(StatUtils.percentile(values, 50), StatUtils.min(values), StatUtils.max(values));
        }
    }

    /** The values of the rounds; empty if that path was not measured. */
    Optional<Spread> spread(Figure figure, NetworkPath path) {
        return rounds(figure, path).map(Spread::of);
    }

    /** One path's value divided by another's of the same round; empty if either was not measured. */
    Optional<Spread> ratio(Figure figure, NetworkPath path, NetworkPath to) {
        return rounds(figure, path)
                .flatMap(these -> rounds(figure, to)
                        .map(those -> IntStream.range(0, these.length)
                                .mapToDouble(round -> these[round] / those[round])
                                .toArray()))
                .map(Spread::of);
    }

    private Optional<double[]> rounds(Figure figure, NetworkPath path) {
        return Optional.ofNullable(values.get(figure).get(path))
                .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
