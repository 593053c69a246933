// A consumer is blocked for longer than its session, another does its work, and it commits what it had read before.
// Usage, with a broker:
//   npm install @platformatic/kafka@1.35.0 && node stale_commit.mjs localhost:9092
// Exit code 1: the commit was accepted and took the group back. 0: it was refused.
import { Admin, Consumer, MessagesStreamFallbackModes, MessagesStreamModes, Producer } from '@platformatic/kafka'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

const RECORDS = 10
const FIRST_BATCH = 5n

function consumer (clientId, { topic, bootstrapBrokers }) {
  // The shortest session that brokers allow by default (group.min.session.timeout.ms).
  const session = { sessionTimeout: 6000, heartbeatInterval: 1000 }
  return new Consumer({ clientId, bootstrapBrokers, groupId: topic, ...session, autocommit: false })
}

async function read (consumer, topic, records) {
  const mode = MessagesStreamModes.COMMITTED
  const stream = await consumer.consume({ topics: [topic], mode, fallbackMode: MessagesStreamFallbackModes.EARLIEST })
  const events = stream[Symbol.asyncIterator]()
  for (let n = 0; n < records; n++) {
    await events.next()
  }
}

function commit (consumer, topic, offset) {
  return consumer.commit({ offsets: [{ topic, partition: 0, offset, leaderEpoch: -1 }] })
}

async function committed (consumer, topic) {
  const offsets = await consumer.listCommittedOffsets({ topics: [{ topic, partitions: [0] }] })
  return offsets.get(topic)[0]
}

async function blocked () {
  const { topic, goOn } = workerData
  const first = consumer('first', workerData)
  await read(first, topic, Number(FIRST_BATCH))
  parentPort.postMessage('read')
  // As work that keeps the processor, or a process that is stopped: no heartbeat is sent.
  Atomics.wait(goOn, 0, 0)
  const outcome = await commit(first, topic, FIRST_BATCH).then(() => 'accepted', refusal => `refused: ${refusal.message}`)
  parentPort.postMessage(outcome)
}

async function main () {
  const bootstrapBrokers = process.argv[2].split(',')
  const topic = `stale-commit-${randomUUID()}`
  const admin = new Admin({ clientId: 'admin', bootstrapBrokers })
  await admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 })
  const producer = new Producer({ clientId: 'producer', bootstrapBrokers })
  await producer.send({ messages: Array.from({ length: RECORDS }, (_, n) => ({ topic, value: Buffer.from(`${n}`) })) })

  const goOn = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL(import.meta.url), { workerData: { topic, bootstrapBrokers, goOn } })
  await once(worker, 'message')
  console.log(`first: has read ${FIRST_BATCH} records, and is blocked`)

  // It is given the partition once the session of the first is over.
  const second = consumer('second', { topic, bootstrapBrokers })
  await read(second, topic, RECORDS)
  await commit(second, topic, BigInt(RECORDS))
  console.log(`second: has read all ${RECORDS}, and committed; the group is at ${await committed(second, topic)}`)

  const [outcome] = await Promise.all([once(worker, 'message'), Atomics.store(goOn, 0, 1), Atomics.notify(goOn, 0)])
  const end = await committed(second, topic)
  console.log(`first: its commit of ${FIRST_BATCH} was ${outcome}; the group is at ${end}`)
  process.exit(end === FIRST_BATCH ? 1 : 0)
}

await (isMainThread ? main() : blocked())
