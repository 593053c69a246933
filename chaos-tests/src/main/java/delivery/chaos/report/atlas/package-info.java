/**
 * The pages of the atlas of protocol steps: its matrix, a page for every module, its stories, and the same for
 * machines. Imports {@code history}, {@code audit}, {@code report} and {@code report.text}; the package {@code atlas}
 * runs what is shown here.
 */
package delivery.chaos.report.atlas;
