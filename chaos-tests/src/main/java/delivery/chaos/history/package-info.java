/**
 * What happened in a scenario, a line each, on disk, chained by SHA-256: written once, read by the auditor, never
 * changed. The words of machinery and judgement meet here. Imports nothing of the harness.
 */
package delivery.chaos.history;
