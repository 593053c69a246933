/**
 * The harness for the tests of somebody's project: two annotations, what a test is handed, and what starts the harness
 * where no class of the project meets one of its.
 */
package delivery.junit;
