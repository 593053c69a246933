package delivery.chaos.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to a Toxiproxy server, each with a deadline. toxiproxy-java has no timeouts, and Toxiproxy 2.12 can hang when a
 * toxic is removed whose clients have gone (issues 412, 558). A call that is given up stays behind on a daemon thread
 * until the server answers it or goes away: a blocked read of HttpURLConnection cannot be interrupted.
 *
 * @param server in messages
 */
record ControlCalls(String server, Duration deadline) {

    /**
     * Makes a call and waits for its answer.
     *
     * @param what in messages, as after "to": {@code delete the proxy p}
     * @throws IOException if the call failed or was not answered in time: with the server, the call and the reason
     */
    <T> T call(String what, Callable<T> call) throws IOException {
        FutureTask<T> answer = new FutureTask<>(call);
        Thread thread = new Thread(answer, "toxiproxy-call");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(
                    server + " did not answer within " + deadline.toMillis() + " ms when asked to " + what, late);
        } catch (ExecutionException failed) {
            // toxiproxy-java throws unchecked exceptions too: at the HTML of a 503, for one.
            throw new IOException(server + " was asked to " + what + ": " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + server + " was asked to " + what);
        }
    }
}
