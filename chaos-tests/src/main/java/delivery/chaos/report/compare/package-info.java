/**
 * Two reports held against each other: which verdicts, promises, contrasts, anomalies, costs and recoveries
 * changed. Reads {@code report.json} and
 * nothing else. Imports {@code audit}.
 */
package delivery.chaos.report.compare;
