package delivery.benchmark;

import java.util.List;

/** What is measured, in the order of the tables. */
final class Workloads {
    private static final int SMALL_BYTES = 64 << 10;
    private static final int LARGE_BYTES = 1 << 20;

    static final List<Workload> ANY_BYTES = List.of(
            new ByteStream(1),
            new ByteStream(8),
            new RoundTrips(MeasuredExchange.ONE_BYTE),
            new Connects(MeasuredExchange.ONE_BYTE));

    static final List<Workload> KAFKA = List.of(
            produce("Produce of 64 KiB", 1, SMALL_BYTES),
            produce("Produce of 64 KiB", 8, SMALL_BYTES),
            produce("Produce of 1 MiB", 1, LARGE_BYTES),
            fetch("Fetch of 64 KiB", 1, SMALL_BYTES),
            fetch("Fetch of 64 KiB", 8, SMALL_BYTES),
            fetch("Fetch of 1 MiB", 1, LARGE_BYTES),
            new RoundTrips(MeasuredExchange.HEARTBEAT),
            new Connects(MeasuredExchange.HEARTBEAT));

    private Workloads() {}

    private static Workload produce(String name, int connections, int bytes) {
        return new PipelinedRequests(
                name,
                connections,
                new KafkaExchange(KafkaFrames.produceRequest(bytes), KafkaFrames.produceResponse(bytes)));
    }

    private static Workload fetch(String name, int connections, int bytes) {
        return new PipelinedRequests(
                name, connections, new KafkaExchange(KafkaFrames.fetchRequest(), KafkaFrames.fetchResponse(bytes)));
    }

    /** The figures of some of them. */
    static List<Figure> figures(List<Workload> workloads) {
        return workloads.stream()
                .flatMap(workload -> workload.figures().stream())
                .toList();
    }
}
