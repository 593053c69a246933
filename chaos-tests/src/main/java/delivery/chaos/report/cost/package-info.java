/**
 * What guarantees cost: samples, medians and ratios with their intervals, and the page, text and JSON that show them.
 * Measures nothing. Imports {@code report.text}.
 */
package delivery.chaos.report.cost;
