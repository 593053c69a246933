package main

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// What the three pipelines have in common, and no setting that makes a guarantee: where they run, and how fast.

var (
	input    = os.Getenv("INPUT_TOPIC")
	output   = os.Getenv("OUTPUT_TOPIC")
	group    = os.Getenv("GROUP_ID")
	instance = os.Getenv("INSTANCE_ID")
)

const pollEvents = 250

// clientOptions decide where and how fast, from a JSON file with the names of Kafka's own clients.
func clientOptions() []kgo.Opt {
	options := []kgo.Opt{kgo.SeedBrokers(strings.Split(os.Getenv("BOOTSTRAP_SERVERS"), ",")...)}
	settings := map[string]string{}
	if file, err := os.ReadFile(os.Getenv("CLIENT_CONFIG")); err == nil && json.Unmarshal(file, &settings) != nil {
		panic("CLIENT_CONFIG is no JSON object of texts")
	}
	for name, value := range settings {
		number, err := strconv.Atoi(value)
		if err != nil {
			continue
		}
		time := time.Duration(number) * time.Millisecond
		switch name {
		case "request.timeout.ms":
			// A Produce waits for the sum of both.
			options = append(options, kgo.RequestTimeoutOverhead(time/2), kgo.ProduceRequestTimeout(time/2))
		case "session.timeout.ms":
			options = append(options, kgo.SessionTimeout(time))
		case "heartbeat.interval.ms":
			options = append(options, kgo.HeartbeatInterval(time))
		case "transaction.timeout.ms":
			options = append(options, kgo.TransactionTimeout(time))
		case "linger.ms":
			options = append(options, kgo.ProducerLinger(time))
		case "batch.size":
			options = append(options, kgo.ProducerBatchMaxBytes(int32(number)))
		case "max.partition.fetch.bytes":
			options = append(options, kgo.FetchMaxPartitionBytes(int32(number)))
		}
	}
	return options
}

// consumerOptions are those of every pipeline: what reads events in a group.
func consumerOptions(counts *counts) []kgo.Opt {
	return append(clientOptions(),
		kgo.ConsumerGroup(group),
		// Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
		kgo.InstanceID(instance),
		kgo.ConsumeTopics(input),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		// What a transaction of the events' producer aborted never was an event.
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		// An effect stands in the partition of its event: there its count is looked for.
		kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.OnPartitionsAssigned(func(ctx context.Context, client *kgo.Client, assigned map[string][]int32) {
			counts.restore(ctx, client, assigned[input])
		}),
	)
}
