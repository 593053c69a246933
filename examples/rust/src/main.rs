//! Pipelines on rdkafka: at-least-once, idempotent, transactional, by the name given as argument.

mod counting;
mod deliveries;
mod events;
mod settings;

use counting::{client, variable, Counts};
use deliveries::Deliveries;
use events::{offsets, poll, Event};
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use rdkafka::types::RDKafkaErrorCode;
use settings::{Settings, AT_LEAST_ONCE, CONSUMER, IDEMPOTENT};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::time::Duration;

const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(10);
const FLUSHED: Duration = Duration::from_secs(120);

struct Pipeline {
    consumer: BaseConsumer<Counts>,
    producer: BaseProducer<Deliveries>,
    stop: Arc<AtomicBool>,
}

impl Pipeline {
    fn new(isolation: &'static str, own: Settings) -> KafkaResult<Pipeline> {
        let stop = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGTERM, stop.clone()).expect("a handler of SIGTERM");
        let mut consumer = client(CONSUMER);
        // Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
        consumer.set("group.id", variable("GROUP_ID")).set("group.instance.id", variable("INSTANCE_ID"));
        Ok(Pipeline {
            consumer: consumer.create_with_context(Counts::new(isolation))?,
            producer: client(own).create_with_context(Deliveries::default())?,
            stop,
        })
    }

    fn run(&self, process: fn(&Pipeline, &[Event]) -> KafkaResult<()>) -> KafkaResult<()> {
        self.consumer.subscribe(&[&variable("INPUT_TOPIC")])?;
        while !self.stop.load(Ordering::Relaxed) {
            let events = poll(&self.consumer)?;
            if !events.is_empty() {
                process(self, &events)?;
            }
        }
        Ok(())
    }

    /// Hands the effects to the producer: key and id of the event, its page's new count, its partition.
    fn send(&self, events: &[Event]) -> KafkaResult<()> {
        let topic = variable("OUTPUT_TOPIC");
        for event in events {
            let count = self.consumer.context().next(event).to_string();
            let id = Header { key: "event-id", value: Some(&event.id) };
            let effect = BaseRecord::to(&topic).partition(event.partition).key(&event.key).payload(&count);
            self.producer.send(effect.headers(OwnedHeaders::new().insert(id))).map_err(|(failure, _)| failure)?;
        }
        self.producer.flush(FLUSHED)
    }

    fn at_least_once(&self, events: &[Event]) -> KafkaResult<()> {
        self.send(events)?;
        if let Some(failure) = self.producer.context().take_failure() {
            return Err(failure);
        }
        match self.consumer.commit(&offsets(events, true), CommitMode::Sync) {
            // The next owner of these partitions does the batch again.
            Err(KafkaError::ConsumerCommit(
                RDKafkaErrorCode::IllegalGeneration | RDKafkaErrorCode::RebalanceInProgress,
            )) => Ok(()),
            done => done,
        }
    }

    /// Effects and offsets in one transaction: both or neither, whoever dies, and a former owner is fenced.
    fn transactional(&self, events: &[Event]) -> KafkaResult<()> {
        self.producer.begin_transaction()?;
        let member = self.consumer.group_metadata().expect("a member of the group");
        let done = self
            .send(events)
            .and_then(|()| {
                self.until_answered(|time| {
                    self.producer.send_offsets_to_transaction(&offsets(events, true), &member, time)
                })
            })
            .and_then(|()| self.until_answered(|time| self.producer.commit_transaction(time)));
        match done {
            Err(KafkaError::Transaction(failure)) if failure.txn_requires_abort() => self.abort(events),
            done => done,
        }
    }

    /// An abort moves neither the consumer back nor the counts.
    fn abort(&self, events: &[Event]) -> KafkaResult<()> {
        self.until_answered(|time| self.producer.abort_transaction(time))?;
        self.producer.context().take_failure();
        let firsts = offsets(events, false);
        for first in firsts.elements() {
            self.consumer.seek(first.topic(), first.partition(), first.offset(), ASKED_AGAIN_AFTER)?;
        }
        self.consumer.context().restore(&firsts.elements().iter().map(|first| first.partition()).collect::<Vec<_>>());
        Ok(())
    }

    /// Asks for the same again as long as librdkafka says that it may be asked.
    fn until_answered(&self, call: impl Fn(Duration) -> KafkaResult<()>) -> KafkaResult<()> {
        loop {
            match call(ASKED_AGAIN_AFTER) {
                Err(KafkaError::Transaction(failure))
                    if failure.is_retriable() && !self.stop.load(Ordering::Relaxed) => {}
                done => return done,
            }
        }
    }
}

fn main() -> KafkaResult<()> {
    match std::env::args().nth(1).as_deref() {
        Some("at-least-once") => Pipeline::new("read_uncommitted", AT_LEAST_ONCE)?.run(Pipeline::at_least_once),
        Some("idempotent") => Pipeline::new("read_uncommitted", IDEMPOTENT)?.run(Pipeline::at_least_once),
        Some("transactional") => {
            // The same after a restart: what the former process left open is ended, and it is fenced.
            let id = format!("{}-{}", variable("GROUP_ID"), variable("INSTANCE_ID"));
            let pipeline = Pipeline::new("read_committed", &[("transactional.id", &id)])?;
            pipeline.until_answered(|time| pipeline.producer.init_transactions(time))?;
            pipeline.run(Pipeline::transactional)
        }
        _ => {
            eprintln!("usage: pipeline at-least-once|idempotent|transactional");
            std::process::exit(2)
        }
    }
}
