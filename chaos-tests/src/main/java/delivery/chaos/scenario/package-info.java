/**
 * One scenario: a pipeline under a fault with a seed, from the first event to the history on disk. Brings machinery
 * and evidence together and judges nothing. Imports both; of {@code audit} it knows a cell's name.
 */
package delivery.chaos.scenario;
