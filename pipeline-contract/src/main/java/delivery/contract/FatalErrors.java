package delivery.contract;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;

/** Which failures of a transaction no abort can help, by the categories of KIP-1050. */
public final class FatalErrors {
    private FatalErrors() {}

    /**
     * Whether a transactional producer has to be closed for this failure, or for what caused it.
     *
     * <p>Application-recoverable ones are fatal: fenced, and only a new process can recover. So are those of an invalid
     * configuration, authorisation among them, and a sequence number out of order (see {@code KafkaProducer.send}).
     * Abortable ones are not, nor retriable ones, which the producer has retried for long enough. An invalid producer
     * epoch is to be aborted, as its javadoc says: the abort itself fails if a successor has fenced this producer.
     */
    public static boolean isFatal(KafkaException failure) {
        return isFatalItself(failure) || isFatalItself(failure.getCause());
    }

    private static boolean isFatalItself(Throwable failure) {
        return failure instanceof ApplicationRecoverableException && !(failure instanceof InvalidProducerEpochException)
                || failure instanceof InvalidConfigurationException
                || failure instanceof OutOfOrderSequenceException;
    }
}
