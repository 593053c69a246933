package org.example.streams;

import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;
import org.springframework.stereotype.Component;

/** Streams that failed end the process, with exit code 1: whoever watches it starts it again. */
@Component
@Profile("!streams-die-alone")
class EndsWithItsStreams implements StreamsBuilderFactoryBeanConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(EndsWithItsStreams.class);
    private static final int FAILED = 1;

    private final ApplicationContext application;

    EndsWithItsStreams(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public void configure(StreamsBuilderFactoryBean streams) {
        streams.setStreamsUncaughtExceptionHandler(failure -> {
            LOG.error("a stream thread failed", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == State.ERROR) {
                // Not in a thread of Streams: closing the context waits for those.
                new Thread(() -> System.exit(SpringApplication.exit(application, () -> FAILED)), "exit").start();
            }
        });
    }
}
