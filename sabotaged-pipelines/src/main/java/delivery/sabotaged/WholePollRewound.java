package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;

/** After an abort all of the poll is done again, with the partitions of it that were committed before. */
final class WholePollRewound extends TransactionEachPartition {
    static final Sabotage SABOTAGE = new Sabotage(
            "whole-poll-rewound",
            "all partitions of a poll rewound after an abort of one of its transactions",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.DUPLICATED,
            WholePollRewound::new);

    private WholePollRewound(PipelineFlags flags) throws IOException {
        super(flags);
    }
}
