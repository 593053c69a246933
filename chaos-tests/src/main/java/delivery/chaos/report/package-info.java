/**
 * The report of a run, for people and for machines: the matrix, its pages, citations, costs and JSON. Shows what the
 * judge said and decides nothing. Imports {@code history} and {@code audit}, and the packages of its parts.
 */
package delivery.chaos.report;
