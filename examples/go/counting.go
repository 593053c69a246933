package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// What the three pipelines have in common, and no setting that makes a guarantee: where they run, and the counts.

var (
	input    = os.Getenv("INPUT_TOPIC")
	output   = os.Getenv("OUTPUT_TOPIC")
	group    = os.Getenv("GROUP_ID")
	instance = os.Getenv("INSTANCE_ID")
)

const pollEvents = 250

// clientOptions decide where and how fast, from a JSON file with the names of Kafka's own clients.
func clientOptions() []kgo.Opt {
	options := []kgo.Opt{kgo.SeedBrokers(os.Getenv("BOOTSTRAP_SERVERS"))}
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

func newCounts(isolation kgo.IsolationLevel) *counts {
	return &counts{isolation: isolation, byPartition: map[int32]map[string]int{}}
}

// counts are the running count of each page, by partition; restored from the output, which is partitioned alike.
type counts struct {
	mutex       sync.Mutex
	isolation   kgo.IsolationLevel
	byPartition map[int32]map[string]int
}

func (c *counts) restore(ctx context.Context, client *kgo.Client, partitions []int32) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	admin := kadm.NewClient(client)
	for _, partition := range partitions {
		// Stable offsets: a former owner's transaction keeps them back until it is decided, and its effects with it.
		for {
			offsets, err := admin.FetchOffsets(kadm.RequireStable(ctx), group)
			if err = errors.Join(err, offsets.Error()); err == nil {
				break
			} else if !kerr.IsRetriable(err) && !errors.Is(err, kerr.UnstableOffsetCommit) {
				panic(err)
			}
			time.Sleep(100 * time.Millisecond)
		}
		c.byPartition[partition] = c.read(ctx, admin, partition)
	}
}

func (c *counts) read(ctx context.Context, admin *kadm.Client, partition int32) map[string]int {
	list := admin.ListEndOffsets
	if c.isolation == kgo.ReadCommitted() {
		list = admin.ListCommittedOffsets
	}
	ends, err := list(ctx, output)
	end, known := ends.Lookup(output, partition)
	if err = errors.Join(err, end.Err); err != nil || !known {
		panic(fmt.Sprint("the end of the output is not known: ", err))
	}
	last := map[string]int{}
	reader, err := kgo.NewClient(append(clientOptions(),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{output: {partition: kgo.NewOffset().AtStart()}}),
		kgo.FetchIsolationLevel(c.isolation),
		// A topic may end with the marker of a transaction.
		kgo.KeepControlRecords())...)
	if err != nil {
		panic(err)
	}
	defer reader.Close()
	for next := int64(0); next < end.Offset; {
		reader.PollFetches(ctx).EachRecord(func(effect *kgo.Record) {
			next = effect.Offset + 1
			if !effect.Attrs.IsControl() && effect.Offset < end.Offset {
				last[string(effect.Key)], _ = strconv.Atoi(string(effect.Value))
			}
		})
	}
	return last
}

// effects of events: key and id of the event, the new count of its page, its partition.
func (c *counts) effects(events []*kgo.Record) []*kgo.Record {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var effects []*kgo.Record
	for _, event := range events {
		counts := c.byPartition[event.Partition]
		counts[string(event.Key)]++
		effect := &kgo.Record{Topic: output, Partition: event.Partition, Key: event.Key, Headers: event.Headers}
		effect.Value = []byte(strconv.Itoa(counts[string(event.Key)]))
		effects = append(effects, effect)
	}
	return effects
}
