package main

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Exactly once: effects and offsets in one transaction. Both or neither, whoever dies, and a former owner is fenced.
func transactional(stop context.Context) error {
	ctx := context.Background()
	counts := newCounts(kgo.ReadCommitted())
	session, err := kgo.NewGroupTransactSession(append(consumerOptions(counts),
		// The same after a restart, so that what the former process left open is ended, and it is fenced.
		kgo.TransactionalID(group+"-"+instance),
		kgo.RequiredAcks(kgo.AllISRAcks()),
	)...)
	if err != nil {
		return err
	}
	defer session.Close()
	// Now and not with the first effect: counts are read when what the former process left open is ended.
	if _, _, err := session.Client().ProducerID(ctx); err != nil {
		return err
	}
	for stop.Err() == nil {
		fetches := session.PollRecords(stop, pollEvents)
		if err := fatal(fetches); err != nil {
			return err
		}
		events := fetches.Records()
		if len(events) == 0 {
			continue
		}
		if err := session.Begin(); err != nil {
			return err
		}
		sent := session.ProduceSync(ctx, counts.effects(events)...).FirstErr()
		committed, err := session.End(ctx, kgo.TransactionEndTry(sent == nil))
		if err != nil {
			return err
		}
		if !committed {
			// The session has moved the consumer back to what is committed. The counts it does not know.
			counts.restore(ctx, session.Client(), partitions(events))
		}
	}
	return nil
}

func partitions(events []*kgo.Record) []int32 {
	seen := map[int32]bool{}
	var partitions []int32
	for _, event := range events {
		if !seen[event.Partition] {
			seen[event.Partition] = true
			partitions = append(partitions, event.Partition)
		}
	}
	return partitions
}
