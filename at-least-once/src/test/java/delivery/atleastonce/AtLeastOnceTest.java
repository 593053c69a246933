package delivery.atleastonce;

import delivery.contract.EffectsThenOffsetsContract;

class AtLeastOnceTest extends EffectsThenOffsetsContract {
    AtLeastOnceTest() {
        super(AtLeastOnce::new);
    }
}
