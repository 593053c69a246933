package delivery.chaos.testbed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The acknowledgements of effects that a pipeline has got, in their order. */
final class Acknowledgements {
    private record Acknowledgement(long sentAtMs, long atMs, Set<Integer> partitions, int connection) {}

    private final List<Acknowledgement> all = new ArrayList<>();

    /**
     * Notes one.
     *
     * @param sentAtMs when the request was sent that is acknowledged
     */
    synchronized void add(long sentAtMs, long atMs, Set<Integer> partitions, int connection) {
        all.add(new Acknowledgement(sentAtMs, atMs, partitions, connection));
    }

    /**
     * When the first came of what was sent after a moment: an answer to an earlier request says nothing of how long the
     * pipeline took to go on.
     *
     * @param partitions of which one has to be acknowledged; none: any
     * @param connection that it came after: on one with a higher number
     */
    synchronized OptionalLong firstOfSentAfter(long atMs, Set<Integer> partitions, int connection) {
        return all.stream()
                .filter(ack -> ack.sentAtMs() > atMs
                        && ack.connection() > connection
                        && (partitions.isEmpty()
                                || ack.partitions().isEmpty()
                                || !Collections.disjoint(partitions, ack.partitions())))
                .mapToLong(Acknowledgement::atMs)
                .findFirst();
    }
}
