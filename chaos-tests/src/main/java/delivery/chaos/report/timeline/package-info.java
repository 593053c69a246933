/**
 * The timeline of a cell: what its history says of time, and the picture of it. Imports {@code history} and {@code
 * audit}.
 */
package delivery.chaos.report.timeline;
