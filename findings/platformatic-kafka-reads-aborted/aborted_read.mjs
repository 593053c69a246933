// A producer aborts, commits, aborts, and commits; a consumer at READ_COMMITTED reads it all.
// Usage, with a broker:
//   npm install @platformatic/kafka@1.35.0 && node aborted_read.mjs localhost:9092
// Exit code 1: it was given a record of an aborted transaction. 0: it was given none.
import { Admin, Consumer, MessagesStreamModes, ProduceAcks, Producer } from '@platformatic/kafka'
import { randomUUID } from 'node:crypto'

const READ_COMMITTED = 1
const NO_PRODUCER_ID = { producerId: -1n, producerEpoch: -1 }

const bootstrapBrokers = process.argv[2].split(',')
const topic = `aborted-read-${randomUUID()}`
const admin = new Admin({ clientId: 'admin', bootstrapBrokers })
await admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 })

const producer = new Producer({
  clientId: 'producer',
  bootstrapBrokers,
  transactionalId: topic,
  idempotent: true,
  acks: ProduceAcks.ALL,
  retries: 60,
  retryDelay: 100
})
let first = NO_PRODUCER_ID
for (const value of ['aborted-1', 'committed-1', 'aborted-2', 'committed-2']) {
  const transaction = await producer.beginTransaction(first)
  first = undefined
  await transaction.send({ messages: [{ topic, value: Buffer.from(value) }] })
  await (value.startsWith('aborted') ? transaction.abort() : transaction.commit())
}
console.log('written: aborted-1, committed-1, aborted-2, committed-2, one transaction each')

const consumer = new Consumer({ clientId: 'consumer', bootstrapBrokers, groupId: topic, isolationLevel: READ_COMMITTED })
const stream = await consumer.consume({
  topics: [topic],
  mode: MessagesStreamModes.MANUAL,
  offsets: [{ topic, partition: 0, offset: 0n }],
  isolationLevel: READ_COMMITTED,
  autocommit: false
})
const values = []
for await (const message of stream) {
  values.push(message.value.toString())
  if (values.at(-1) === 'committed-2') break
}
console.log(`read at READ_COMMITTED: ${values.join(', ')}`)
process.exit(values.some(value => value.startsWith('aborted')) ? 1 : 0)
