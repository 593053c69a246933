/**
 * Topics that are there already, from a run of somebody's own: reads them, touches nothing, and writes the history that
 * the oracle judges. Imports the reading of logs, and of descriptions, and no machinery that breaks anything.
 */
package delivery.chaos.topics;
