//! The settings that make a guarantee, each with its reason.

pub type Settings<'a> = &'a [(&'a str, &'a str)];
pub const CONSUMER: Settings = &[
    // The latest offset would skip what was written before the first assignment.
    ("auto.offset.reset", "earliest"),
    // Only the loops below know when the effects of an event are done.
    ("enable.auto.commit", "false"),
    // What a transaction of the events' producer aborted never was an event.
    ("isolation.level", "read_committed"),
];
pub const AT_LEAST_ONCE: Settings = &[
    // An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.
    ("acks", "all"),
    // librdkafka's default. The leader appends a retry also when it had appended the first attempt.
    ("enable.idempotence", "false"),
    // Without sequence numbers, a second request in flight overtakes the retry of the first.
    ("max.in.flight.requests.per.connection", "1"),
];
pub const IDEMPOTENT: Settings = &[
    ("acks", "all"),
    // Producer id and sequence number tell the leader that it had appended the first attempt of a retry.
    ("enable.idempotence", "true"),
];
