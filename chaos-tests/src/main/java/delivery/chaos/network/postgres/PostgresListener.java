package delivery.chaos.network.postgres;

/** Is told what crosses a tap, before it goes on. */
public interface PostgresListener {
    /** It has arrived at the tap. */
    void onVolley(Volley volley);

    /** The server has answered, and the client is about to be told. */
    void onReply(Volley volley, Reply reply);

    /** The server has answered, and the client is not told. */
    void onReplyWithheld(Volley volley, Reply reply);

    /** The connection ended before the server had answered. */
    void onUnanswered(Volley volley);

    /** It was never forwarded. */
    void onDiscarded(Volley volley);
}
