package delivery.chaos.report.cost;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Every sample, so that medians, intervals and ratios can be computed again by whoever doubts them. */
final class CostJson {
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CostJson() {}

    static void write(CostRunFacts facts, List<CostBlock> blocks, Path file) throws IOException {
        ObjectNode report = JSON.createObjectNode();
        report.put("schema", SCHEMA);
        report.set("run", JSON.valueToTree(facts));
        ArrayNode nodes = report.putArray("blocks");
        blocks.forEach(block -> block(nodes.addObject(), block));
        JSON.writeValue(file.toFile(), report);
    }

    private static void block(ObjectNode node, CostBlock block) {
        node.put("id", block.id());
        node.put("title", block.title());
        node.set("shape", JSON.valueToTree(block.shape()));
        node.put("transactionVersion", block.transactionVersion());
        node.put("baseline", block.baseline().variant().name());
        node.put("again", block.again());
        ArrayNode variants = node.putArray("variants");
        List<CostBlock.SaturationRow> rows = block.saturationRows();
        for (int i = 0; i < rows.size(); i++) {
            variant(variants.addObject(), block.costs().get(i), rows.get(i));
        }
    }

    private static void variant(ObjectNode node, VariantCost cost, CostBlock.SaturationRow row) {
        node.set("variant", JSON.valueToTree(cost.variant()));
        node.put("steadyAfterWarmUp", cost.steady());
        node.set("eventsPerSecond", JSON.valueToTree(row.eventsPerSecond()));
        node.set("ratio", JSON.valueToTree(row.ratio()));
        node.set("pipelineCpuSecondsPerMillion", JSON.valueToTree(row.pipelineCpuSeconds()));
        node.set("brokerCpuSecondsPerMillion", JSON.valueToTree(row.brokerCpuSeconds()));
        node.set("diskBytesPerEvent", JSON.valueToTree(row.diskBytes()));
        node.set("saturation", JSON.valueToTree(cost.saturation()));
        ArrayNode latencies = node.putArray("latencies");
        cost.latencies().forEach(sample -> latency(latencies.addObject(), sample));
        cost.wire().ifPresent(wire -> node.set("wire", JSON.valueToTree(wire)));
    }

    private static void latency(ObjectNode node, LatencySample sample) {
        node.put("round", sample.round());
        node.put("percentOfSaturation", sample.percent());
        node.put("eventsPerSecond", sample.eventsPerSecond());
        node.put("sustained", sample.sustained());
        ArrayNode quantiles = node.putArray("fromDueMicroseconds");
        LatencyRow.PERCENTILES.forEach(
                percentile -> quantiles.add(sample.fromDue().getValueAtPercentile(percentile)));
        node.put("fromDueHdrHistogramV2Compressed", encoded(sample.fromDue()));
        node.put("fromAppendHdrHistogramV2Compressed", encoded(sample.fromAppend()));
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
