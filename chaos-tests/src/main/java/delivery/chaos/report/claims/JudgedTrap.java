package delivery.chaos.report.claims;

import java.util.List;
import java.util.stream.Stream;

/**
 * A trap, and what a run says of it.
 *
 * @param with what was measured where it happens
 * @param without the same with the fix
 */
public record JudgedTrap(NamedTrap trap, List<Measured> with, List<Measured> without) {

    /** Whether a run of scenarios has something of it. */
    public boolean isMeasured() {
        return Stream.concat(with.stream(), without.stream())
                .anyMatch(one -> !one.found().isEmpty() && !one.link().isEmpty());
    }

    public ClaimVerdict verdict() {
        return ClaimVerdict.of(Stream.of(with, without)
                .flatMap(List::stream)
                .map(Measured::bearing)
                .toList());
    }
}
