/**
 * What guarantees and faults cost: pipelines on a cluster without wire tap and proxies, at saturation and at fixed
 * rates, in turn; and struck at random moments. Imports machinery, {@code report.cost} and {@code report.blast}.
 */
package delivery.chaos.cost;
