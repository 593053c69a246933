package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.history.HistoryLine.Marker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives the offsets that a literal history leaves out something that concerns nobody, so that a test can leave them
 * out.
 */
final class GapFiller {
    private static final long NOBODY = 999_999;

    private final Map<Integer, Offsets> input = new HashMap<>();
    private final Map<Integer, Long> outputEnds = new HashMap<>();
    private final List<HistoryLine> filled = new ArrayList<>();

    private GapFiller() {}

    static List<HistoryLine> fill(List<HistoryLine> lines) {
        GapFiller filler = new GapFiller();
        lines.forEach(filler::add);
        filler.explainInput();
        return filler.filled;
    }

    private void add(HistoryLine line) {
        if (line instanceof Event event) {
            input.computeIfAbsent(event.partition(), none -> new Offsets()).add(event.offset(), event.offset());
        } else if (line instanceof Gap gap) {
            input.computeIfAbsent(gap.partition(), none -> new Offsets()).add(gap.first(), gap.last());
        } else if (line instanceof Effect effect) {
            fillOutput(effect.partition(), effect.offset());
        } else if (line instanceof Marker marker) {
            fillOutput(marker.partition(), marker.offset());
        }
        filled.add(line);
    }

    private void fillOutput(int partition, long offset) {
        for (long missing = outputEnds.getOrDefault(partition, 0L); missing < offset; missing++) {
            filled.add(new Marker(partition, missing, NOBODY, 0, true));
        }
        outputEnds.put(partition, offset + 1);
    }

    private void explainInput() {
        input.forEach((partition, offsets) -> {
            for (long missing = offsets.firstMissing(); missing < offsets.end(); missing = offsets.firstMissing()) {
                offsets.add(missing, missing);
                filled.add(new Gap(partition, missing, missing, "the test leaves it out"));
            }
        });
    }
}
