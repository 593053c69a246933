// A producer writes transactions and aborts some; a consumer at READ_COMMITTED reads the topic from its beginning.
// Usage, with a broker:
//   npm install @platformatic/kafka@1.35.0 && node read_committed.mjs localhost:9092
// Exit code 1: it was given what was aborted, or not given what was committed. 0: it was given what was committed.
import { Admin, Consumer, MessagesStreamModes, ProduceAcks, Producer } from '@platformatic/kafka'
import { randomUUID } from 'node:crypto'

const READ_COMMITTED = 1
const NO_PRODUCER_ID = { producerId: -1n, producerEpoch: -1 }
const MESSAGE_BYTES_MAX = 1000
const REFUSED = 'x'.repeat(2 * MESSAGE_BYTES_MAX)
const LAST = 'committed-last'

const bootstrapBrokers = process.argv[2].split(',')
const admin = new Admin({ clientId: 'admin', bootstrapBrokers })

async function write (topic, values) {
  const own = { clientId: 'producer', bootstrapBrokers, transactionalId: topic, retries: 60, retryDelay: 100 }
  const producer = new Producer({ ...own, idempotent: true, acks: ProduceAcks.ALL })
  let first = NO_PRODUCER_ID
  for (const value of values) {
    const transaction = await producer.beginTransaction(first)
    first = undefined
    const isWritten = await transaction.send({ messages: [{ topic, value: Buffer.from(value) }] }).then(
      () => true,
      () => false
    )
    await (isWritten && value.startsWith('committed') ? transaction.commit() : transaction.abort())
  }
  await producer.close()
}

async function read (topic) {
  const isolationLevel = READ_COMMITTED
  const consumer = new Consumer({ clientId: 'consumer', bootstrapBrokers, groupId: topic, isolationLevel })
  const offsets = [{ topic, partition: 0, offset: 0n }]
  const mode = MessagesStreamModes.MANUAL
  const stream = await consumer.consume({ topics: [topic], mode, offsets, isolationLevel, autocommit: false })
  const values = []
  for await (const message of stream) {
    values.push(message.value.toString())
    if (values.at(-1) === LAST) break
  }
  await consumer.close(true)
  return values
}

async function isRight (what, values) {
  const topic = `read-committed-${randomUUID()}`
  const configs = [{ name: 'max.message.bytes', value: String(MESSAGE_BYTES_MAX) }]
  await admin.createTopics({ topics: [topic], partitions: 1, replicas: 1, configs })
  await write(topic, values)
  const expected = values.filter(value => value.startsWith('committed')).join(', ')
  const found = (await read(topic)).join(', ')
  console.log(`${what}: committed ${expected}; read ${found}`)
  return found === expected
}

const twoAborted = await isRight('two transactions aborted', ['aborted-1', 'committed-1', 'aborted-2', LAST])
// The refused record leaves an abort marker in the partition, and no record.
const emptyAborted = await isRight('one aborted, and one without a record', ['aborted-1', 'committed-1', REFUSED, LAST])
process.exit(twoAborted && emptyAborted ? 0 : 1)
