package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * An anomaly of a cell that is in both reports.
 *
 * @param p of Fisher's exact test on the strikes that showed it; NaN where it is not tested
 * @param weight what follows from it
 */
public record AnomalyChange(
        String cell, String anomaly, StrikeCounts before, StrikeCounts after, double p, Weight weight) {

    /** What follows from other counts. */
    public enum Weight {
        /** The same strikes at the same events, on the course on which counts follow from the seed: another outcome. */
        SAME_STRIKES,
        /** More, or fewer, of the strikes showed it than chance explains. */
        BEYOND_CHANCE,
        /** Chance explains it, or there is nothing to test it by. */
        MAY_BE_CHANCE
    }

    /**
     * A count, and the strikes it comes from.
     *
     * @param shown strikes that showed any
     * @param strikes all that fired, with proof; 0 where none did or the anomaly is none of a strike
     */
    public record StrikeCounts(long count, int shown, int strikes) {
        static StrikeCounts of(JsonNode cell, String anomaly) {
            JsonNode rate = cell.path("faultRates").path(anomaly);
            return new StrikeCounts(
                    cell.get(anomaly).asLong(),
                    rate.path("shown").asInt(),
                    rate.path("firings").asInt());
        }
    }

    /** As it is in two reports that both have a number of it; not yet weighed. */
    static AnomalyChange of(String id, String anomaly, JsonNode old, JsonNode now) {
        StrikeCounts before = StrikeCounts.of(old, anomaly);
        StrikeCounts after = StrikeCounts.of(now, anomaly);
        boolean same = isRepeatable(old, now) && !isRace(old, anomaly) && !isRace(now, anomaly);
        int shown = before.shown + after.shown;
        boolean tested =
                !same && before.strikes > 0 && after.strikes > 0 && shown > 0 && shown < before.strikes + after.strikes;
        double p = tested ? FisherExact.pValue(before.shown, before.strikes, after.shown, after.strikes) : Double.NaN;
        return new AnomalyChange(id, anomaly, before, after, p, same ? Weight.SAME_STRIKES : Weight.MAY_BE_CHANCE);
    }

    /** Whether both went through the same: the seeds decide every strike, and on the exact course every count. */
    private static boolean isRepeatable(JsonNode old, JsonNode now) {
        return old.path("course").asText().equals("exact")
                && now.path("course").asText().equals("exact")
                && seeds(old).equals(seeds(now))
                && old.path("faultsFired").equals(now.path("faultsFired"));
    }

    private static String seeds(JsonNode cell) {
        return cell.path("seed") + " " + cell.path("repetitions").findValuesAsText("seed");
    }

    private static boolean isRace(JsonNode cell, String anomaly) {
        return StreamSupport.stream(cell.path("races").spliterator(), false)
                .anyMatch(race -> race.asText().equals(anomaly));
    }

    boolean isTested() {
        return !Double.isNaN(p);
    }

    boolean isOtherwise() {
        return !before.equals(after);
    }

    AnomalyChange beyondChance() {
        return new AnomalyChange(cell, anomaly, before, after, p, Weight.BEYOND_CHANCE);
    }

    /** Whether it says that something is otherwise than before. */
    public boolean isChange() {
        return weight != Weight.MAY_BE_CHANCE;
    }
}
