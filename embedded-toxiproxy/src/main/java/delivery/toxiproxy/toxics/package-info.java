/**
 * The toxics, one idea a file: what each does to the chunks of one direction of a connection. The file's name is the
 * toxic's. Imports nothing of the server.
 */
package delivery.toxiproxy.toxics;
