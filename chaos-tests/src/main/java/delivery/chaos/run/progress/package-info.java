/**
 * What a run shows while it goes on: a line a cell, or a live bar on a terminal. Imports nothing of the harness.
 */
package delivery.chaos.run.progress;
