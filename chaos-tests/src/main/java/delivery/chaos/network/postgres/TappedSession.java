package delivery.chaos.network.postgres;

import delivery.chaos.network.postgres.PostgresMessages.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One connection of a client to its database, through the tap: two threads, one for each direction. */
final class TappedSession {
    private final PostgresTap tap;
    private final int number;
    private final Socket client;
    private final Socket database;
    private final ClientSide clientSide;
    private final Deque<Sent> unanswered = new ArrayDeque<>();
    private volatile int backendPid;
    private boolean ended;

    /** A volley that was forwarded; {@code hold} null if nobody held it. */
    private record Sent(Volley volley, HeldVolley hold) {}

    TappedSession(PostgresTap tap, int number, Socket client, Socket database) {
        this.tap = tap;
        this.number = number;
        this.client = client;
        this.database = database;
        this.clientSide = new ClientSide(number);
    }

    void start() {
        tap.thread("client-" + number, this::pumpVolleys).start();
        tap.thread("server-" + number, this::pumpReplies).start();
    }

    private void pumpVolleys() {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            OutputStream out = database.getOutputStream();
            Message message = PostgresMessages.readStartup(in);
            boolean open = message != null;
            if (open) {
                out.write(message.bytes());
            }
            while (open) {
                message = PostgresMessages.read(in);
                open = message != null && take(message, out);
            }
        } catch (IOException reset) {
            // The client is gone, or the server is: either way the connection ends.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException wrong) {
            tap.fail(wrong);
        }
        end(false);
    }

    /** Forwards what is whole; returns false if it was discarded. */
    private boolean take(Message message, OutputStream out) throws IOException, InterruptedException {
        boolean whole = clientSide.take(message);
        boolean alone = message.type() == 'p' || message.type() == 'X' || message.type() == 'H';
        if (whole) {
            Volley volley = clientSide.volley(backendPid);
            HeldVolley hold = tap.arrived(volley);
            if (hold != null && hold.awaitFate() == HeldVolley.Fate.DISCARD) {
                tap.listeners().forEach(listener -> listener.onDiscarded(volley));
                return false;
            }
            synchronized (unanswered) {
                unanswered.add(new Sent(volley, hold));
            }
        }
        if (whole || alone) {
            out.write(clientSide.takeBytes());
        }
        return true;
    }

    private void pumpReplies() {
        boolean reset = false;
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(database.getInputStream()));
            OutputStream out = client.getOutputStream();
            boolean open = true;
            while (open) {
                open = handOn(in, out);
            }
        } catch (SocketException gone) {
            reset = true;
        } catch (IOException gone) {
            // A server that ends in the middle of a message has ended.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException wrong) {
            tap.fail(wrong);
        }
        serverEnded(reset);
    }

    /** Hands on all that comes until the server is ready again; returns false at the end of the stream. */
    private boolean handOn(DataInputStream in, OutputStream out) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> tags = new ArrayList<>();
        String error = "";
        while (true) {
            Message message = PostgresMessages.read(in);
            if (message == null) {
                out.write(bytes.toByteArray());
                return false;
            }
            bytes.writeBytes(message.bytes());
            switch (message.type()) {
                case 'K' -> backendPid = message.body().getInt();
                case 'C' -> tags.add(PostgresMessages.text(message.body()));
                case 'E' -> error = error.isEmpty() ? sqlState(message.body()) : error;
                case 'R' -> flush(bytes, out);
                default -> {}
            }
            if (message.type() == 'Z') {
                return answered(new Reply(List.copyOf(tags), error), bytes.toByteArray(), out);
            }
        }
    }

    private static void flush(ByteArrayOutputStream bytes, OutputStream out) throws IOException {
        out.write(bytes.toByteArray());
        bytes.reset();
    }

    private boolean answered(Reply reply, byte[] bytes, OutputStream out) throws IOException, InterruptedException {
        Sent sent;
        synchronized (unanswered) {
            sent = unanswered.peek();
        }
        if (sent != null && sent.hold() != null && sent.hold().withholdsReply()) {
            if (!sent.hold().awaitDelivery(reply)) {
                forget();
                tap.listeners().forEach(listener -> listener.onReplyWithheld(sent.volley(), reply));
                return false;
            }
        }
        if (sent != null) {
            forget();
            tap.listeners().forEach(listener -> listener.onReply(sent.volley(), reply));
        }
        out.write(bytes);
        return true;
    }

    private void forget() {
        synchronized (unanswered) {
            unanswered.poll();
        }
    }

    private void serverEnded(boolean reset) {
        List<Sent> left;
        synchronized (unanswered) {
            left = List.copyOf(unanswered);
        }
        try {
            for (Sent sent : left) {
                if (sent.hold() != null) {
                    sent.hold().connectionEnded(reset ? "RST_FROM_SERVER" : "FIN_FROM_SERVER");
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        end(reset);
    }

    /** SQLSTATE of an ErrorResponse: its field {@code C}. */
    private static String sqlState(ByteBuffer body) {
        for (byte field = body.get(); field != 0; field = body.get()) {
            String value = PostgresMessages.text(body);
            if (field == 'C') {
                return value;
            }
        }
        return "";
    }

    /** Ends both sides, once. */
    void end(boolean byReset) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        List<Sent> left;
        synchronized (unanswered) {
            left = List.copyOf(unanswered);
            unanswered.clear();
        }
        left.forEach(sent -> tap.listeners().forEach(listener -> listener.onUnanswered(sent.volley())));
        try (client;
                database) {
            if (byReset) {
                client.setSoLinger(true, 0);
            }
        } catch (IOException failed) {
            tap.fail(new UncheckedIOException(failed));
        }
        tap.ended(this);
    }
}
