/** The list of all faults that can be asked for by name, and which of them are in the matrix unasked. */
package delivery.chaos.fault.catalogue;
