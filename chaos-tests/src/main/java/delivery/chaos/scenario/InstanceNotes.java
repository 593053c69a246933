package delivery.chaos.scenario;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.chaos.pipeline.PipelineListener;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.Interference;
import delivery.chaos.testbed.ScenarioClock;
import delivery.contract.Circumstance;
import java.util.Set;

/** Notes in a scenario's chronicle what one instance of its pipeline goes through. */
record InstanceNotes(Chronicle chronicle, ScenarioClock clock, String process, WireTrace trace)
        implements PipelineListener {
    /** The contract's, for a program that cannot start. */
    private static final int CANNOT_START = 2;

    @Override
    public void changed(ChildProcess child, ChildProcess.State state) {
        boolean running = state == ChildProcess.State.RUNNING;
        boolean byItself = state == ChildProcess.State.EXITED;
        chronicle.note(
                process,
                child.startedPid(),
                running ? State.STARTED : State.valueOf(state.name()),
                running ? null : child.exitCode(),
                byItself ? child.lastLinesForHistory() : child.ownerOfConnections());
        if (byItself && child.exitCode() == CANNOT_START && trace.isEmpty()) {
            contractBroken("it did not start: exit code 2 before its first request; " + child.lastLinesForHistory());
        }
    }

    @Override
    public void paused(ChildProcess child, String proof) {
        chronicle.note(process, child.startedPid(), State.PAUSED, null, join(proof, child.ownerOfConnections()));
    }

    private static String join(String proof, String owner) {
        return owner.isEmpty() ? proof : proof + "; " + owner;
    }

    @Override
    public void resumed(ChildProcess child) {
        chronicle.note(process, child.startedPid(), State.RESUMED, null, "");
    }

    @Override
    public void interfered(Interference interference) {
        chronicle.note(new HistoryLine.Interference(
                clock.elapsedMs(),
                process,
                interference.kind() == Interference.InterferenceKind.ENDED
                        ? Set.of(Circumstance.PIPELINE_RESTARTED)
                        : Set.of(Circumstance.REBALANCED, Circumstance.ZOMBIE),
                process + ": " + interference.what()));
    }

    @Override
    public void contractBroken(String what) {
        chronicle.note(new ContractBroken(clock.elapsedMs(), process, what));
    }

    @Override
    public void failed(Exception failure) {
        chronicle.harnessError(failure);
    }
}
