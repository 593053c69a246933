// Pipelines on franz-go: at-least-once, idempotent, transactional, by the name given as argument.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer cancel()
	pipelines := map[string]func() error{
		"at-least-once": func() error { return effectsThenOffsets(stop, atLeastOnce) },
		"idempotent":    func() error { return effectsThenOffsets(stop, idempotent) },
		"transactional": func() error { return transactional(stop) },
	}
	if len(os.Args) != 2 || pipelines[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: pipeline at-least-once|idempotent|transactional")
		os.Exit(2)
	}
	if err := pipelines[os.Args[1]](); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
