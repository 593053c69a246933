/** The modules with one thing otherwise, which no file of settings can change: what it costs, or saves, is measured. */
package delivery.measured;
