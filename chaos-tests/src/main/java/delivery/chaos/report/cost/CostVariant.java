package delivery.chaos.report.cost;

import java.util.Map;

/**
 * A pipeline with its settings, as it is measured.
 *
 * @param name {@code transactional-eos by 100 ms}
 * @param module of this suite that it is, or starts from
 * @param change what is otherwise than in the module; empty if nothing is
 * @param settings of its client configuration that were given to change something; the rest is Kafka's default or the
 *     module's own
 * @param isolation level at which its effects are read
 */
public record CostVariant(String name, String module, String change, Map<String, String> settings, String isolation) {}
