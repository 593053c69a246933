/**
 * The commands: {@code run}, {@code audit} and {@code compare} of the one jar, with their exit codes, and what unpacks
 * that jar. Each reads its command line, calls one of the packages below and says how it ended. Stands above all other
 * packages; none imports it.
 */
package delivery.chaos;
