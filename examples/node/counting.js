// What the three pipelines have in common, and no setting that makes a guarantee: where they run, and the counts.
import { readFileSync } from 'node:fs'
import { Consumer, MessagesStreamModes } from '@platformatic/kafka'

export const INPUT = process.env.INPUT_TOPIC
export const OUTPUT = process.env.OUTPUT_TOPIC
export const GROUP = process.env.GROUP_ID
export const INSTANCE = process.env.INSTANCE_ID
export const READ_UNCOMMITTED = 0
export const READ_COMMITTED = 1
const POLL_EVENTS = 250

// Settings that decide where and how fast, from a JSON file with the names of Kafka's own clients.
const given = JSON.parse(readFileSync(process.env.CLIENT_CONFIG))
const number = name => (given[name] === undefined ? undefined : Number(given[name]))

function defined (options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

export function clientOptions (clientId) {
  return defined({
    clientId,
    bootstrapBrokers: process.env.BOOTSTRAP_SERVERS.split(','),
    requestTimeout: number('request.timeout.ms'),
    connectTimeout: number('socket.connection.setup.timeout.ms'),
    // As long as a producer of Kafka's own goes on: its delivery.timeout.ms is two minutes.
    retries: 60,
    retryDelay: 2000
  })
}

export function groupOptions () {
  return defined({
    sessionTimeout: number('session.timeout.ms'),
    heartbeatInterval: number('heartbeat.interval.ms'),
    maxBytesPerPartition: number('max.partition.fetch.bytes')
  })
}

// The running count of each page, by partition; restored from the output topic, which is partitioned like the input.
export class Counts {
  #isolationLevel
  #byPartition = new Map()

  constructor (isolationLevel) {
    this.#isolationLevel = isolationLevel
  }

  // After a rebalance nothing is known.
  forget () {
    this.#byPartition.clear()
  }

  async #of (partition) {
    if (!this.#byPartition.has(partition)) {
      this.#byPartition.set(partition, await this.#read(partition))
    }
    return this.#byPartition.get(partition)
  }

  async #read (partition) {
    const counts = new Map()
    const reader = new Consumer({ ...clientOptions('counts'), groupId: `${GROUP}-counts-${INSTANCE}-${partition}` })
    try {
      const isolationLevel = this.#isolationLevel
      // The high watermark and not the last stable offset: of a transaction that was committed the marker may be missing.
      const all = { topics: [OUTPUT], partitions: { [OUTPUT]: [partition] }, isolationLevel: READ_UNCOMMITTED }
      const ends = await reader.listOffsets(all)
      const end = ends.get(OUTPUT)[partition] ?? ends.get(OUTPUT)[0]
      if (end === 0n) {
        return counts
      }
      const partitions = (await reader.metadata({ topics: [OUTPUT] })).topics.get(OUTPUT).partitionsCount
      const offsets = Array.from({ length: partitions }, (_, index) => ({ topic: OUTPUT, partition: index, offset: 0n }))
      const mode = MessagesStreamModes.MANUAL
      const stream = await reader.consume({ topics: [OUTPUT], mode, offsets, autocommit: false, isolationLevel })
      // A topic may end with the marker of a transaction: what counts is where the next fetch begins.
      const isRead = () => stream.offsetsToFetch.get(`${OUTPUT}:${partition}`) >= end
      await new Promise((resolve, reject) => {
        stream.on('error', reject)
        stream.on('data', effect => {
          if (effect.partition === partition) {
            counts.set(effect.key.toString(), Number(effect.value.toString()))
          }
          if (isRead() && stream.readableLength === 0) resolve()
        })
        stream.on('fetch', () => setImmediate(() => isRead() && stream.readableLength === 0 && resolve()))
      })
      return counts
    } finally {
      await reader.close(true)
    }
  }

  // The effect of an event: its key and id, the new count of its page, its partition.
  async effect (event) {
    const counts = await this.#of(event.partition)
    const page = event.key.toString()
    counts.set(page, (counts.get(page) ?? 0) + 1)
    const value = Buffer.from(String(counts.get(page)))
    return { topic: OUTPUT, partition: event.partition, key: event.key, value, headers: event.headers }
  }
}

export async function effects (counts, events) {
  const all = []
  for (const event of events) {
    all.push(await counts.effect(event))
  }
  return all
}

// What has been given by now, as batches.
export async function * batches (stream) {
  let batch = []
  for await (const event of stream) {
    batch.push(event)
    if (batch.length === POLL_EVENTS || stream.readableLength === 0) {
      yield batch
      batch = []
    }
  }
}

// The last event of each partition of a batch.
export function lasts (events) {
  return [...new Map(events.map(event => [event.partition, event])).values()]
}
