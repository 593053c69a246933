package main

import (
	"context"
	"errors"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// At least once: every event has an effect, perhaps two. Effects are acknowledged, and only then offsets committed.

var atLeastOnce = []kgo.Opt{
	// An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.
	kgo.RequiredAcks(kgo.AllISRAcks()),
	// The leader appends a retry also when it had appended the first attempt.
	kgo.DisableIdempotentWrite(),
	// Without sequence numbers, a second request in flight overtakes the retry of the first.
	kgo.MaxProduceRequestsInflightPerBroker(1),
}

// The same with an idempotent producer: the leader knows a retry again, as long as the process lives.
var idempotent = []kgo.Opt{
	kgo.RequiredAcks(kgo.AllISRAcks()),
	// franz-go's default is idempotent: producer id and sequence numbers tell the leader that it has the first attempt.
}

func effectsThenOffsets(stop context.Context, producer []kgo.Opt) error {
	counts := newCounts(kgo.ReadUncommitted())
	options := append(consumerOptions(counts), producer...)
	options = append(options,
		// Only the loop below knows when the effects of an event are done.
		kgo.DisableAutoCommit(),
		// Partitions stay here until the events of a poll are done.
		kgo.BlockRebalanceOnPoll(),
		// Eager, where franz-go's default is cooperative: a partition that stayed would go on after a refused commit.
		kgo.Balancers(kgo.RangeBalancer()),
	)
	client, err := kgo.NewClient(options...)
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	for stop.Err() == nil {
		fetches := client.PollRecords(stop, pollEvents)
		if err := fatal(fetches); err != nil {
			return err
		}
		if events := fetches.Records(); len(events) > 0 {
			if err := process(client, counts, events); err != nil {
				return err
			}
		}
		client.AllowRebalance()
	}
	return nil
}

func process(client *kgo.Client, counts *counts, events []*kgo.Record) error {
	ctx := context.Background()
	if err := client.ProduceSync(ctx, counts.effects(events)...).FirstErr(); err != nil {
		return err
	}
	err := client.CommitRecords(ctx, events...)
	// All partitions are given out anew: their next owner does the batch again.
	if errors.Is(err, kerr.IllegalGeneration) || errors.Is(err, kerr.RebalanceInProgress) {
		return nil
	}
	return err
}

// fatal is what no further poll can mend: another instance has this one's name. The client retries the rest.
func fatal(fetches kgo.Fetches) error {
	for _, failed := range fetches.Errors() {
		if errors.Is(failed.Err, kerr.FencedInstanceID) {
			return failed.Err
		}
	}
	return nil
}
