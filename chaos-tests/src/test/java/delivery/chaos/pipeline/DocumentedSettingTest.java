package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Settings;
import delivery.streams.StreamsEos;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DocumentedSettingTest {
    static final List<PipelineUnderTest> PIPELINES = Pipelines.ALL;

    @ParameterizedTest
    @FieldSource("PIPELINES")
    void saysOfEverySettingOfAModuleWhatKafkaSaysOfIt(PipelineUnderTest pipeline) {
        assertThat(pipeline.settings())
                .isNotEmpty()
                .extracting(DocumentedSetting::kafkaSays)
                .allMatch(sentence -> !sentence.isBlank() && !sentence.matches(".*(<|&[a-z]+;|:$).*"));
        assertThat(pipeline.settings()).extracting(DocumentedSetting::name).doesNotHaveDuplicates();
    }

    @Test
    void takesTheReasonFromTheProgramAndTheDefaultFromKafka() {
        assertThat(DocumentedSetting.of(AtLeastOnce::settings))
                .contains(new DocumentedSetting(
                        "enable.idempotence",
                        "false",
                        "true",
                        "The default since Kafka 3.0 is on. Off, the leader appends a retry also when it had appended "
                                + "the first attempt: the duplicate of this guarantee.",
                        "When set to 'true', the producer will ensure that exactly one copy of each message is "
                                + "written in the stream."))
                .anyMatch(setting -> setting.name().equals("transactional.id")
                        && setting.value().equals("not set")
                        && setting.why().equals("No transactions."));
    }

    @Test
    void knowsWhichFlagAValueComesFromAndTheSettingsOfStreamsByTheirPrefix() {
        assertThat(DocumentedSetting.of(StreamsEos::settings))
                .anyMatch(setting -> setting.name().equals("main.consumer.group.instance.id")
                        && setting.value().equals("--instance-id"));
    }

    @Test
    void namesNoDirectoryOfThisMachineAsKafkasDefault() {
        assertThat(DocumentedSetting.of(StreamsEos::settings))
                .anyMatch(setting -> setting.name().equals("state.dir")
                        && setting.kafkaDefault().startsWith("${java.io.tmpdir}"));
    }

    @Test
    void refusesWhatKafkaDoesNotKnow() {
        assertThatThrownBy(() -> DocumentedSetting.of(flags -> new Settings(Map.of()).set("acknowledgements", "all")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("acknowledgements");
    }
}
