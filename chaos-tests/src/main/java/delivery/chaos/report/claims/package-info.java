/**
 * What people say of Kafka's delivery guarantees, and what the experiments of a run say of it: a ledger of claims, and
 * the traps by name. Reads the JSON that the report consists of, and decides nothing that does not follow from it.
 */
package delivery.chaos.report.claims;
