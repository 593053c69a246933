// Pipelines on @platformatic/kafka: at-least-once, idempotent, transactional, by the name given as argument. An error ends
// the process, and whoever supervises it starts it again: it goes on from the committed offsets.
import { Consumer, MessagesStreamFallbackModes, MessagesStreamModes, ProduceAcks, Producer } from '@platformatic/kafka'
import { batches, clientOptions, Counts, effects, GROUP, groupOptions, INPUT, INSTANCE, lasts } from './counting.js'
import { READ_COMMITTED, READ_UNCOMMITTED } from './counting.js'

const CONSUMER = {
  groupId: GROUP,
  // Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
  groupInstanceId: INSTANCE,
  // Only the loops below know when the effects of an event are done.
  autocommit: false,
  // What a transaction of the events' producer aborted never was an event.
  isolationLevel: READ_COMMITTED
}
// The latest offset would skip what was written before the first assignment.
const FROM = { mode: MessagesStreamModes.COMMITTED, fallbackMode: MessagesStreamFallbackModes.EARLIEST }

const PRODUCERS = {
  // Acknowledged when it is on every in-sync replica. The leader appends a retry also when it has the first attempt.
  'at-least-once': { acks: ProduceAcks.ALL, idempotent: false, maxInflights: 1 },
  // Producer id and sequence number tell the leader that it has the first attempt of a retry.
  idempotent: { acks: ProduceAcks.ALL, idempotent: true },
  // The same id after a restart, so that what the former process left open is ended, and it is fenced.
  transactional: { acks: ProduceAcks.ALL, idempotent: true, transactionalId: `${GROUP}-${INSTANCE}` }
}

// Effects are acknowledged, and only then offsets committed.
async function effectsThenOffsets (consumer, producer, counts, events) {
  await producer.send({ messages: await effects(counts, events) })
  const offsets = lasts(events).map(({ topic, partition, offset }) => {
    return { topic, partition, offset: offset + 1n, leaderEpoch: -1 }
  })
  await consumer.commit({ offsets })
}

// Effects and offsets in one transaction: both or neither, whoever dies.
function inTransaction (first) {
  let begun = first
  return async (consumer, producer, counts, events) => {
    const transaction = begun ?? (await producer.beginTransaction())
    begun = undefined
    await transaction.addConsumer(consumer)
    await transaction.send({ messages: await effects(counts, events) })
    for (const event of lasts(events)) {
      // One after the other: of several at a time the client sends the first alone.
      await transaction.addOffset(event)
    }
    await transaction.commit()
  }
}

// No producer id yet. The client's default is 0, and after a restart brokers refuse that as another producer's.
const NO_PRODUCER_ID = { producerId: -1n, producerEpoch: -1 }

async function run (name) {
  const isTransactional = name === 'transactional'
  const producer = new Producer({ ...clientOptions('producer'), ...PRODUCERS[name] })
  // Begun before the counts are read: with it, what the former process left open is ended.
  const work = isTransactional ? inTransaction(await producer.beginTransaction(NO_PRODUCER_ID)) : effectsThenOffsets
  const counts = new Counts(isTransactional ? READ_COMMITTED : READ_UNCOMMITTED)
  const consumer = new Consumer({ ...clientOptions('consumer'), ...groupOptions(), ...CONSUMER })
  consumer.on('consumer:group:join', () => counts.forget())
  const stream = await consumer.consume({ topics: [INPUT], ...FROM })
  process.once('SIGTERM', () => stream.close())
  for await (const events of batches(stream)) {
    await work(consumer, producer, counts, events)
  }
  await consumer.close(true)
  await producer.close()
}

if (PRODUCERS[process.argv[2]] === undefined) {
  console.error('usage: node pipeline.js at-least-once|idempotent|transactional')
  process.exit(2)
}
run(process.argv[2]).then(
  () => process.exit(0),
  failure => {
    console.error(failure)
    process.exit(1)
  }
)
