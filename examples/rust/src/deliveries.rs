//! What became of the effects that a producer was given.

use rdkafka::client::ClientContext;
use rdkafka::error::KafkaError;
use rdkafka::message::DeliveryResult;
use rdkafka::producer::ProducerContext;
use std::sync::Mutex;

/// The first failure of a delivery.
#[derive(Default)]
pub struct Deliveries(Mutex<Option<KafkaError>>);

impl Deliveries {
    pub fn take_failure(&self) -> Option<KafkaError> {
        self.0.lock().unwrap().take()
    }
}

impl ClientContext for Deliveries {}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, _: ()) {
        if let Err((failure, _)) = result {
            self.0.lock().unwrap().get_or_insert(failure.clone());
        }
    }
}
