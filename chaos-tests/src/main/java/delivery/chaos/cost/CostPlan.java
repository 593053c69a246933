package delivery.chaos.cost;

import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.report.cost.CostShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A block of the benchmark.
 *
 * @param contenders the first is the baseline
 * @param percents rates of the latencies of the guarantees, of the saturation of the slowest of them
 * @param wire whether each is passed through the tap
 */
record CostPlan(
        String id,
        String title,
        CostShape shape,
        TransactionVersion transactionVersion,
        List<Contender> contenders,
        List<Integer> percents,
        boolean wire) {
    private static final int SMALL = 100;
    private static final int LARGE = 1_000;
    private static final int MANY = 12;
    private static final CostShape MAIN = new CostShape(LARGE, MANY);

    /**
     * What is measured, the block of the goals first.
     *
     * @throws IllegalArgumentException if a variant is asked for that no block has
     */
    static List<CostPlan> of(CostOptions options) {
        CostPlan main = new CostPlan(
                "main",
                options.quick() ? "Guarantees" : "Guarantees and variants",
                MAIN,
                current(),
                options.quick() ? Contenders.quick() : Contenders.all(),
                options.percents(),
                true);
        Stream<CostPlan> all = options.quick()
                ? Stream.of(main)
                : Stream.of(
                        main,
                        guarantees(new CostShape(LARGE, 1)),
                        guarantees(new CostShape(SMALL, MANY)),
                        guarantees(new CostShape(SMALL, 1)),
                        new CostPlan(
                                "transaction-version-1",
                                "Transactions before KIP-890",
                                MAIN,
                                new TransactionVersion(Optional.of("1")),
                                Contenders.transactions(),
                                List.of(),
                                true));
        List<CostPlan> chosen = all.filter(plan ->
                        options.blocks().isEmpty() || options.blocks().contains(plan.id()))
                .toList();
        requireKnown(options.variants(), chosen);
        return chosen.stream().map(plan -> plan.of(options.variants())).toList();
    }

    /** A name with a mistake in it would leave the baseline alone, held against itself. */
    private static void requireKnown(List<String> names, List<CostPlan> plans) {
        List<String> known = plans.stream()
                .flatMap(plan -> plan.contenders().stream())
                .map(Contender::name)
                .distinct()
                .toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "no variant is called " + name + "; known: " + String.join(", ", known));
        });
    }

    private static CostPlan guarantees(CostShape shape) {
        return new CostPlan(
                shape.id(), "Guarantees, " + shape, shape, current(), Contenders.GUARANTEES, List.of(), false);
    }

    /** Whether a contender is measured at fixed rates, too. */
    boolean hasLatencies(Contender contender) {
        return !percents.isEmpty() && Contenders.GUARANTEES.contains(contender);
    }

    private static TransactionVersion current() {
        return new TransactionVersion(Optional.of("2"));
    }

    /** The baseline, its second instance, and those that are named; all if none is. */
    private CostPlan of(List<String> names) {
        List<Contender> chosen = contenders.stream()
                .filter(contender -> names.isEmpty()
                        || contender.equals(contenders.get(0))
                        || contender.name().equals(Contenders.AGAIN)
                        || names.contains(contender.name()))
                .toList();
        return new CostPlan(id, title, shape, transactionVersion, chosen, percents, wire);
    }
}
