package delivery.chaos.pipeline;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcess.State;
import delivery.chaos.process.Interference;

/** Is told what becomes of a pipeline's process. */
public interface PipelineListener {
    /** {@code state} RUNNING: it was started; any other: it has ended so. */
    void changed(ChildProcess process, State state);

    /** It stands still, and how that shows. */
    void paused(ChildProcess process, String proof);

    /** It goes on. */
    void resumed(ChildProcess process);

    /** Somebody outside of the run did something to it. */
    void interfered(Interference interference);

    /** It did not do what every pipeline must: get somewhere once it was started, stop when it was asked to. */
    void contractBroken(String what);

    /** Something went wrong that makes the scenario worthless. */
    void failed(Exception failure);
}
