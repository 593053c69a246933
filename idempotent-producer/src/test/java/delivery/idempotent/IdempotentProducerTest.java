package delivery.idempotent;

import delivery.contract.EffectsThenOffsetsContract;

class IdempotentProducerTest extends EffectsThenOffsetsContract {
    IdempotentProducerTest() {
        super(IdempotentProducer::new);
    }
}
