package org.example.pageviews;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.stereotype.Component;

/** A container that stopped by itself ends the process, with exit code 1: whoever watches it starts it again. */
@Component
class EndsWithItsContainer {
    private static final int FAILED = 1;

    private final ApplicationContext application;

    EndsWithItsContainer(ApplicationContext application) {
        this.application = application;
    }

    @EventListener
    void stopped(ConsumerStoppedEvent event) {
        if (event.getReason() != Reason.NORMAL) {
            System.err.println("the listener's container stopped: " + event.getReason());
            // Not in the container's thread: closing the context waits for that.
            new Thread(() -> System.exit(SpringApplication.exit(application, () -> FAILED)), "exit").start();
        }
    }
}
