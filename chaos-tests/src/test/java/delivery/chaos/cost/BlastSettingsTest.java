package delivery.chaos.cost;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.report.blast.BlastRadius;
import delivery.chaos.report.blast.BlastSetting;
import delivery.chaos.report.blast.Blow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlastSettingsTest {
    private static final List<BlastSetting> ALL = Stream.of(
                    BlastSettings.crashes(), BlastSettings.deploys(), BlastSettings.brokers())
            .flatMap(List::stream)
            .map(BlastSettings.StruckCase::setting)
            .toList();

    @Test
    void haveIdsOfTheirOwn() {
        assertThat(ALL).extracting(BlastSetting::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Blow.class)
    void fitTheFormulaOfEveryGuarantee(Blow blow) {
        assertThat(ALL)
                .filteredOn(setting -> setting.blow() == blow && setting.fitted())
                .extracting(BlastSetting::guarantee)
                .containsAll(BlastRadius.GUARANTEES);
    }

    @Test
    void testTheFormulaOnEightOrMoreThatItIsNotFittedTo() {
        assertThat(ALL)
                .filteredOn(setting -> setting.blow() == Blow.CRASH && !setting.fitted())
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void giveThePipelineWhatTheySay() {
        assertThat(BlastSettings.crashes()).allSatisfy(struck -> {
            BlastSetting setting = struck.setting();
            assertThat(struck.contender().settings())
                    .isEqualTo(setting.settings())
                    .satisfies(settings -> assertThat(settings.getOrDefault("max.poll.records", "500"))
                            .isEqualTo(String.valueOf(setting.pollRecords())))
                    .satisfies(settings -> assertThat(settings.getOrDefault("commit.interval.ms", "0"))
                            .isEqualTo(String.valueOf(setting.commitIntervalMs())));
        });
    }
}
