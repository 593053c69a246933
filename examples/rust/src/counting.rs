//! What the pipelines have in common, and no setting that makes a guarantee: where they run, and the counts.

use crate::events::Event;
use rdkafka::client::ClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext, Rebalance};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

const ANSWER: Duration = Duration::from_secs(90);

pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("the variable {name} is missing"))
}

/// Settings that decide where and how fast, from a file of NAME=VALUE lines; a pipeline lays its own over them.
pub fn client(own: &[(&str, &str)]) -> ClientConfig {
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", variable("BOOTSTRAP_SERVERS"));
    let file = std::fs::read_to_string(variable("CLIENT_CONFIG")).expect("CLIENT_CONFIG");
    for (name, value) in file.lines().filter_map(|line| line.split_once('=')) {
        config.set(name, value);
    }
    for (name, value) in own {
        config.set(*name, *value);
    }
    config
}

/// The running count of each page, by partition; restored from the output topic, which is partitioned like the input.
pub struct Counts {
    isolation: &'static str,
    by_partition: Mutex<HashMap<i32, HashMap<Vec<u8>, u64>>>,
}

impl Counts {
    pub fn new(isolation: &'static str) -> Counts {
        Counts { isolation, by_partition: Mutex::default() }
    }

    pub fn restore(&self, partitions: &[i32]) {
        for partition in partitions {
            let read = self.read(*partition).expect("the output can be read");
            self.by_partition.lock().unwrap().insert(*partition, read);
        }
    }

    fn reader(isolation: &str) -> KafkaResult<BaseConsumer> {
        let group = format!("{}-counts", variable("GROUP_ID"));
        client(&[
            ("group.id", &group),
            ("enable.auto.commit", "false"),
            ("isolation.level", isolation),
            ("enable.partition.eof", "true"),
        ])
        .create()
    }

    fn read(&self, partition: i32) -> KafkaResult<HashMap<Vec<u8>, u64>> {
        let topic = variable("OUTPUT_TOPIC");
        let reader = Self::reader(self.isolation)?;
        // Of a transaction that was committed the marker may be missing: then the last stable offset, which is all that
        // a reader of what is committed sees, is not at the high watermark yet.
        let (_, end) = Self::reader("read_uncommitted")?.fetch_watermarks(&topic, partition, ANSWER)?;
        while reader.fetch_watermarks(&topic, partition, ANSWER)?.1 < end {}
        let mut whole = TopicPartitionList::new();
        whole.add_partition_offset(&topic, partition, Offset::Beginning)?;
        reader.assign(&whole)?;
        let mut last = HashMap::new();
        loop {
            match reader.poll(Duration::from_secs(1)) {
                None => continue,
                Some(Err(KafkaError::PartitionEOF(_))) => return Ok(last),
                Some(Err(failure)) => return Err(failure),
                Some(Ok(effect)) => {
                    let count = std::str::from_utf8(effect.payload().unwrap_or_default()).unwrap_or("");
                    last.insert(effect.key().unwrap_or_default().to_vec(), count.parse().unwrap_or(0));
                }
            }
        }
    }

    /// Counts an event and returns the new count of its page.
    pub fn next(&self, event: &Event) -> u64 {
        let mut counts = self.by_partition.lock().unwrap();
        let count = counts.entry(event.partition).or_default().entry(event.key.clone()).or_default();
        *count += 1;
        *count
    }
}

impl ClientContext for Counts {}

impl ConsumerContext for Counts {
    fn post_rebalance(&self, consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {
        if let Rebalance::Assign(assigned) = rebalance {
            // First the committed offsets, which a former owner's transaction keeps back until it is decided.
            consumer.committed_offsets((*assigned).clone(), ANSWER).expect("the committed offsets");
            self.restore(&assigned.elements().iter().map(|element| element.partition()).collect::<Vec<_>>());
        }
    }
}
