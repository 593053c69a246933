/**
 * Pipelines of somebody else's, described in a file: what is read, what is refused and where, and the program that
 * comes of it.
 */
package delivery.chaos.pipeline.description;
