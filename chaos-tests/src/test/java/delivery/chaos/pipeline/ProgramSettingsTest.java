package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.atmostonce.AtMostOnce;
import delivery.contract.PipelineFlags;
import delivery.idempotent.IdempotentProducer;
import delivery.streams.StreamsEos;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What reports say of the settings is what the programs set: neither less nor more. */
class ProgramSettingsTest {
    static Stream<Arguments> programs() {
        return Stream.of(
                program(AtMostOnce.class, AtMostOnce::settings),
                program(AtLeastOnce.class, AtLeastOnce::settings),
                program(IdempotentProducer.class, IdempotentProducer::settings),
                program(TransactionalEos.class, TransactionalEos::settings),
                program(StreamsEos.class, StreamsEos::settings));
    }

    private static Arguments program(Class<?> program, ProgramSettings.Source settings) {
        return Arguments.of(program, settings);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void namesEverySettingOfTheProgramOnceWithItsValue(Class<?> program, ProgramSettings.Source source)
            throws IOException {
        Map<String, String> actual = new HashMap<>();
        source.settings(flags())
                .forEach((name, value) ->
                        actual.put(name, value instanceof Class<?> type ? type.getSimpleName() : value.toString()));
        Map<String, String> shown = new HashMap<>();
        List<Setting> settings = ProgramSettings.of(program, source);
        settings.stream()
                .filter(setting -> !setting.value().equals("not set"))
                .forEach(setting -> shown.put(setting.name(), setting.value()));

        assertThat(shown).isEqualTo(actual);
        assertThat(settings).extracting(Setting::name).doesNotHaveDuplicates();
        assertThat(settings)
                .extracting(Setting::kafkaSays)
                .allMatch(sentence -> !sentence.isBlank() && !sentence.matches(".*(<|&[a-z]+;|:$).*"));
    }

    @Test
    void takesTheReasonFromTheCommentAboveAndTheDefaultFromKafka() {
        assertThat(ProgramSettings.of(AtLeastOnce.class, AtLeastOnce::settings))
                .contains(new Setting(
                        "enable.idempotence",
                        "false",
                        "true",
                        "The default since Kafka 3.0 is on. Off, the leader appends a retry also when it had appended the"
                                + " first attempt: the duplicate of this guarantee.",
                        "When set to 'true', the producer will ensure that exactly one copy of each message is written in"
                                + " the stream."))
                .anyMatch(setting -> setting.name().equals("transactional.id")
                        && setting.value().equals("not set")
                        && setting.why().equals("No transactions."));
    }

    private static PipelineFlags flags() {
        PipelineFlags flags = new PipelineFlags();
        flags.bootstrapServers = "--bootstrap-servers";
        flags.groupId = "--group-id";
        flags.instanceId = "--instance-id";
        flags.stateDir = Path.of("--state-dir");
        return flags;
    }
}
