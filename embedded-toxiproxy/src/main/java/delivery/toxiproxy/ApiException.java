package delivery.toxiproxy;

/** A request that cannot be served, with the HTTP status and the message that the client gets. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    ApiException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static ApiException badRequestBody(String why) {
        return new ApiException(400, "bad request body: " + why);
    }

    static ApiException proxyNotFound() {
        return new ApiException(404, "proxy not found");
    }

    static ApiException toxicNotFound() {
        return new ApiException(404, "toxic not found");
    }

    int status() {
        return status;
    }
}
