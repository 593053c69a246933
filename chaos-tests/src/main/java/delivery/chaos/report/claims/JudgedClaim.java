package delivery.chaos.report.claims;

import java.util.List;

/** A claim, and what a run says of it. */
public record JudgedClaim(LedgerClaim claim, List<Measured> measured) {

    public ClaimVerdict verdict() {
        return ClaimVerdict.of(measured.stream().map(Measured::bearing).toList());
    }
}
