package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CitableEvidenceTest {
    private static final String SHA256 = "e784cf62ce0eb131".repeat(4);

    private final CitableEvidence evidence = new CitableEvidence();

    @Test
    void knowsASha256WholeAndByTheDigitsOfACitation() {
        evidence.add(SHA256);

        assertThat(evidence.has(SHA256)).isTrue();
        assertThat(evidence.has("sha256:e784cf62ce0eb131")).isTrue();
        assertThat(evidence.has("E784CF62CE0EB131")).isTrue();
    }

    @Test
    void knowsNoOtherAndNoneThatIsTooShortToBeOnesOwn() {
        evidence.add(SHA256);

        assertThat(evidence.has("e784cf62ce0eb132")).isFalse();
        assertThat(evidence.has("e784cf62ce0eb13")).isFalse();
        assertThat(evidence.has("")).isFalse();
        assertThat(evidence.has("sha256:")).isFalse();
    }
}
