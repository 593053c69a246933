/**
 * How many events one strike costs: the formula, how well it fits, and the page in which readers put in numbers of
 * their own. Measures nothing. Imports {@code report.cost} for intervals, and {@code report.text}.
 */
package delivery.chaos.report.blast;
