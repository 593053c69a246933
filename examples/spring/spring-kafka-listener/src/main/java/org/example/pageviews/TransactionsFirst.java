package org.example.pageviews;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An empty transaction before any container starts. Spring makes its transactional producer at the first batch; but
 * after a crash there is no batch before the former process's transaction is ended, and who ends it is that producer.
 */
@Component
@Profile("!producer-at-first-batch & !without-transactions")
class TransactionsFirst implements SmartLifecycle {
    private final TransactionTemplate transactions;
    private boolean running;

    TransactionsFirst(KafkaTransactionManager<?, ?> manager) {
        transactions = new TransactionTemplate(manager);
    }

    @Override
    public void start() {
        transactions.executeWithoutResult(status -> {});
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Listener containers start near {@link Integer#MAX_VALUE}. */
    @Override
    public int getPhase() {
        return 0;
    }
}
