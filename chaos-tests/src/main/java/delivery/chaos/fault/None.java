package delivery.chaos.fault;

import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The control: nothing is broken, so what is found is the pipeline's or the harness's own doing. */
public final class None extends AimedFault {
    public None() {
        super(FaultDescription.of("none", "The control: nothing is broken.")
                .when("nothing is broken")
                .takesThrough(Circumstance.UNDISTURBED));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws IOException {
        testbed.pipeline().start();
    }
}
