/**
 * A report as it is handed on: one archive with a manifest of every file, a statement of where it comes from, and a
 * PDF. Reads what is on disk, and judges nothing. Imports {@code history}, for checksums.
 */
package delivery.chaos.report.archive;
