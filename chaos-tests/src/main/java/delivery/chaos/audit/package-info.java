/**
 * The auditor, which finds all that is wrong with the effects in a history, and the judge, who says what of it the
 * guarantee allows; contrasts, convictions and rates of many. A pure function of the history: imports {@code history}
 * and {@code audit.table}, and no machinery.
 */
package delivery.chaos.audit;
