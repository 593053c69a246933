package delivery.toxiproxy;

import java.io.IOException;

/** An address that makes no sense or is not known, in Go's words. */
final class AddressException extends IOException {
    private static final long serialVersionUID = 1L;

    AddressException(String message) {
        super(message);
    }
}
