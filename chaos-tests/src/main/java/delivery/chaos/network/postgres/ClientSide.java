package delivery.chaos.network.postgres;

import delivery.chaos.network.postgres.PostgresMessages.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a client's messages together: which statement a name stands for, with which parameters it is executed, and what
 * its transaction is about.
 */
final class ClientSide {
    private static final int TEXT_FORMAT = 0;

    private final int connection;
    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final Set<String> transaction = new HashSet<>();
    private final List<String> statements = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean endsTransaction;
    /** Whether a transaction has begun in which nothing was done yet. */
    private boolean begun;

    private boolean opensTransaction;

    ClientSide(int connection) {
        this.connection = connection;
    }

    /** Takes the next message. Returns whether the client waits for the server after it. */
    boolean take(Message message) {
        bytes.writeBytes(message.bytes());
        ByteBuffer body = message.body();
        switch (message.type()) {
            case 'P' -> {
                String name = PostgresMessages.text(body);
                prepared.put(name, PostgresMessages.text(body));
            }
            case 'B' -> bind(body);
            case 'E' -> executed(portals.getOrDefault(PostgresMessages.text(body), ""));
            case 'Q' -> executed(PostgresMessages.text(body));
            default -> {}
        }
        return message.type() == 'S' || message.type() == 'Q';
    }

    private void bind(ByteBuffer body) {
        String portal = PostgresMessages.text(body);
        portals.put(portal, prepared.getOrDefault(PostgresMessages.text(body), ""));
        int[] formats = new int[body.getShort()];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = body.getShort();
        }
        int parameters = body.getShort();
        for (int i = 0; i < parameters; i++) {
            int length = body.getInt();
            if (length < 0) {
                continue;
            }
            byte[] value = new byte[length];
            body.get(value);
            int format = formats.length == 0 ? TEXT_FORMAT : formats[formats.length == 1 ? 0 : i];
            if (format == TEXT_FORMAT) {
                texts.add(new String(value, StandardCharsets.UTF_8));
            }
        }
    }

    private void executed(String statement) {
        if (Volley.isBegin(statement)) {
            transaction.clear();
            begun = true;
        } else {
            opensTransaction |= begun;
            begun = false;
        }
        endsTransaction |= Volley.isCommit(statement);
        statements.add(statement);
    }

    /** What was taken since this was asked last. */
    Volley volley(int backendPid) {
        transaction.addAll(texts);
        Volley volley = new Volley(
                connection,
                backendPid,
                opensTransaction,
                List.copyOf(statements),
                Set.copyOf(texts),
                Set.copyOf(transaction));
        statements.clear();
        texts.clear();
        if (endsTransaction) {
            transaction.clear();
        }
        endsTransaction = false;
        opensTransaction = false;
        return volley;
    }

    /** The bytes that were taken since this was asked last. */
    byte[] takeBytes() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }
}
