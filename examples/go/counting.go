package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// What the three pipelines have in common, and no setting that makes a guarantee: the counts.

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
	// The high watermark and not the last stable offset: of a transaction that was committed the marker may be missing.
	ends, err := admin.ListEndOffsets(ctx, output)
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
