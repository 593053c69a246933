package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Chunk;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * One direction of a connection: a thread that reads the source, a stage for each toxic, the destination. Without
 * toxics the reading thread writes to the destination itself.
 */
final class ToxicLink implements Runnable {
    private static final System.Logger LOG = System.getLogger(ToxicLink.class.getName());
    private static final int CHUNK_BYTES = 32 * 1024;

    private final String name;
    private final Socket source;
    private final Destination destination;
    private final Workers workers;
    private final Runnable whenEnded;
    private final List<ToxicStage> stages = new ArrayList<>();
    private volatile Sink first;
    private boolean ended;

    /** @param whenEnded run once, when nothing goes through this link any more */
    ToxicLink(String name, Socket source, Socket destination, Workers workers, Runnable whenEnded) {
        this.name = name;
        this.source = source;
        this.destination = new Destination(destination, this::end);
        this.workers = workers;
        this.whenEnded = whenEnded;
        this.first = this.destination;
    }

    /** Body of the thread that reads the source until its end, or until nothing goes through any more. */
    @Override
    public void run() {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream in = source.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Sink to = first;
                long now = System.nanoTime();
                // The destination is done with the buffer when put returns; a stage keeps the chunk.
                to.put(to == destination ? new Chunk(buffer, 0, length, now) : Chunk.copyOf(buffer, length, now));
            }
        } catch (LinkClosedException closed) {
            LOG.log(Level.DEBUG, () -> name + ": " + closed.getMessage());
            return;
        } catch (IOException broken) {
            LOG.log(Level.DEBUG, () -> name + ": the source ended by " + broken);
        }
        first.end();
    }

    /** Puts a toxic after all others. Returns the stages that must take note, see {@link ToxicStage#awaitSwitch}. */
    synchronized List<ToxicStage> add(ProxyToxic toxic) {
        if (ended) {
            return List.of();
        }
        ToxicStage stage = new ToxicStage(this, toxic, destination);
        List<ToxicStage> noted = new ArrayList<>();
        if (stages.isEmpty()) {
            first = stage;
        } else {
            ToxicStage last = stages.get(stages.size() - 1);
            last.switchTo(stage);
            noted.add(last);
        }
        stages.add(stage);
        try {
            workers.run(name + " " + toxic.type, stage);
        } catch (RejectedExecutionException closing) {
            // Nobody will take what is put there.
            stage.close();
        }
        return noted;
    }

    /** Makes the stages of a toxic begin again. */
    synchronized List<ToxicStage> update(ProxyToxic toxic) {
        List<ToxicStage> noted =
                stages.stream().filter(stage -> stage.toxic() == toxic).toList();
        noted.forEach(ToxicStage::restart);
        return noted;
    }

    /** Makes the stage of a toxic leave, and the one before it begin again. */
    synchronized List<ToxicStage> remove(ProxyToxic toxic) {
        List<ToxicStage> noted = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).toxic() == toxic) {
                stages.get(i).remove();
                noted.add(stages.get(i));
                if (i > 0) {
                    stages.get(i - 1).restart();
                    noted.add(stages.get(i - 1));
                }
            }
        }
        return noted;
    }

    /** Takes a stage out of the way, if nothing waits in it; returns whether it did. */
    synchronized boolean retire(ToxicStage leaving) {
        if (!leaving.retireIfIdle()) {
            return false;
        }
        stages.remove(leaving);
        Sink after = leaving.next();
        if (first == leaving) {
            first = after;
        }
        stages.forEach(stage -> stage.redirect(leaving, after));
        return true;
    }

    /** Ends every stage; what is still in them is dropped. The sockets are left to the caller. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            stages.forEach(ToxicStage::close);
            stages.clear();
        }
        whenEnded.run();
    }
}
