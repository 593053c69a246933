package delivery.chaos.cluster;

import delivery.chaos.process.Interference;

/** Is told what somebody outside of the run does to a broker. */
@FunctionalInterface
public interface InterferenceListener {
    void interfered(int brokerId, Interference interference);
}
