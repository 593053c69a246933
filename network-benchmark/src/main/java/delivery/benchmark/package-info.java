/**
 * Measures direct connections, Toxiproxy (embedded and real) and the wire tap side by side, and whether connections
 * leave anything behind. Imports {@code delivery.chaos.network} and what that needs; nothing imports it.
 */
package delivery.benchmark;
