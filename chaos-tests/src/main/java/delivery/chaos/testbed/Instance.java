package delivery.chaos.testbed;

import delivery.chaos.network.DatabaseLink;
import delivery.chaos.network.Link;
import delivery.chaos.pipeline.PipelineProcess;
import java.util.Optional;

/**
 * One instance of the pipeline: a process behind a link of its own.
 *
 * @param process its name in the history: {@code pipeline}, {@code pipeline-2}
 * @param instanceId what it is told to call itself: {@code group.instance.id} and the base of {@code transactional.id}
 * @param database its link to the database, if it has one
 * @param pipeline not started yet
 */
public record Instance(
        String process, String instanceId, Link link, Optional<DatabaseLink> database, PipelineProcess pipeline) {}
