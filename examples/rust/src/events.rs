//! Events: the next of them, and the offsets of a batch.

use crate::counting::{variable, Counts};
use rdkafka::consumer::BaseConsumer;
use rdkafka::error::KafkaResult;
use rdkafka::message::{BorrowedMessage, Headers, Message};
use rdkafka::types::RDKafkaErrorCode;
use rdkafka::{Offset, TopicPartitionList};
use std::collections::HashMap;
use std::time::Duration;

const POLL_EVENTS: usize = 250;

/// An event, out of the consumer's memory.
pub struct Event {
    pub partition: i32,
    pub offset: i64,
    pub key: Vec<u8>,
    pub id: Vec<u8>,
}

/// The next events, perhaps none.
pub fn poll(consumer: &BaseConsumer<Counts>) -> KafkaResult<Vec<Event>> {
    let mut events = Vec::new();
    let mut wait = Duration::from_millis(500);
    while events.len() < POLL_EVENTS {
        match consumer.poll(wait) {
            None => break,
            Some(Ok(message)) => events.push(event(&message)),
            Some(Err(failure)) if failure.rdkafka_error_code() == Some(RDKafkaErrorCode::Fatal) => return Err(failure),
            // The client mends it itself.
            Some(Err(_)) => continue,
        }
        wait = Duration::from_millis(50);
    }
    Ok(events)
}

fn event(message: &BorrowedMessage<'_>) -> Event {
    let id = message.headers().and_then(|headers| {
        headers.iter().find(|header| header.key == "event-id").and_then(|header| header.value.map(<[u8]>::to_vec))
    });
    Event {
        partition: message.partition(),
        offset: message.offset(),
        key: message.key().unwrap_or_default().to_vec(),
        id: id.expect("an event has an id"),
    }
}

/// For each partition of a batch, the offset after its last event, or that of its first.
pub fn offsets(events: &[Event], after_last: bool) -> TopicPartitionList {
    let mut ends: HashMap<i32, i64> = HashMap::new();
    for event in events {
        if after_last {
            ends.insert(event.partition, event.offset + 1);
        } else {
            ends.entry(event.partition).or_insert(event.offset);
        }
    }
    let mut list = TopicPartitionList::new();
    for (partition, offset) in ends {
        list.add_partition_offset(&variable("INPUT_TOPIC"), partition, Offset::Offset(offset)).expect("an offset");
    }
    list
}
