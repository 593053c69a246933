/**
 * What a fault works with: the instances of a pipeline with their links, the brokers by their roles, and what is in
 * the log, committed or on its way at a moment. Imports the machinery below it: {@code process}, {@code cluster},
 * {@code network}, {@code pipeline}, {@code log}.
 */
package delivery.chaos.testbed;
