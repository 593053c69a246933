package delivery.toxiproxy;

import java.util.Locale;

/** The two directions of a connection: from the client to the server, and back. */
enum Stream {
    UPSTREAM,
    DOWNSTREAM;

    /** @throws ApiException 400 if it is neither, in any case of letters */
    static Stream parse(String text) throws ApiException {
        for (Stream stream : values()) {
            if (stream.wireName().equalsIgnoreCase(text)) {
                return stream;
            }
        }
        throw new ApiException(400, "stream was invalid, can be either upstream or downstream");
    }

    /** The name on the wire. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
