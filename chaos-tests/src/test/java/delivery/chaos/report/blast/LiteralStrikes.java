package delivery.chaos.report.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Strikes that nobody made, for tests. */
final class LiteralStrikes {
    private LiteralStrikes() {}

    static BlastSetting setting(
            String id, String guarantee, Blow blow, int eventsPerSecond, int commitIntervalMs, boolean fitted) {
        return new BlastSetting(
                id, guarantee, guarantee, blow, eventsPerSecond, commitIntervalMs, 500, 3, Map.of(), fitted);
    }

    /** What each strike left that the guarantee allows. */
    static BlastCell cell(BlastSetting setting, int... left) {
        List<BlowYield> strikes = new ArrayList<>();
        for (int count : left) {
            strikes.add(setting.loses() ? new BlowYield(0, count, 0) : new BlowYield(0, 0, count));
        }
        return new BlastCell(setting, 7, strikes);
    }

    /** At-least-once, 20 ms at risk and half of each poll; and a test of it with commits by time. */
    static BlastRadius radius() {
        return new BlastRadius(List.of(
                cell(setting("F1", "at-most-once", Blow.CRASH, 500, 0, true), 2, 4, 3),
                cell(setting("F2", "at-most-once", Blow.CRASH, 0, 0, true), 100, 150, 125),
                cell(setting("F3", "at-least-once", Blow.CRASH, 500, 0, true), 8, 12, 10),
                cell(setting("F4", "at-least-once", Blow.CRASH, 0, 0, true), 200, 300, 250),
                cell(setting("F7", "transactional-eos", Blow.CRASH, 1_000, 0, true), 0, 0, 0),
                cell(setting("T1", "at-least-once", Blow.CRASH, 1_000, 1_000, false), 300, 700, 560),
                cell(setting("D1", "at-least-once", Blow.DEPLOY, 1_000, 0, true), 0, 0, 0),
                cell(setting("B1", "at-least-once", Blow.BROKER, 500, 0, true), 0, 3, 0)));
    }
}
