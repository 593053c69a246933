package delivery.chaos.report.timeline;

/**
 * One step of the protocol, for people.
 *
 * @param who what acted: {@code pipeline}, {@code fault 1}
 * @param what it did
 * @param outcome what came of it; empty if there is nothing to say
 * @param concerned whether it carried the very effect or commit that the anomaly is about
 */
public record TimelineStep(long atMs, String who, String what, String outcome, boolean concerned) {}
