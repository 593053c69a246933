package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;

/** There is no flush at all: {@code send} returned, so it must have been sent. */
final class FlushForgotten extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "flush-forgotten",
            "no flush before the commit",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            FlushForgotten::new);

    private FlushForgotten(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void flush() {}
}
