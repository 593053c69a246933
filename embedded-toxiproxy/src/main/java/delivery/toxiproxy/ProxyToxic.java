package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Toxic;

/** A toxic that was added to a proxy: what the API shows, and what the stages of its connections run. */
final class ProxyToxic {
    final String name;
    final String type;
    /** As the client spelt it. */
    final String streamText;

    final Stream stream;
    private volatile Toxic attributes;
    private volatile float toxicity;

    ProxyToxic(String name, String type, String streamText, Stream stream, Toxic attributes, float toxicity) {
        this.name = name;
        this.type = type;
        this.streamText = streamText;
        this.stream = stream;
        this.attributes = attributes;
        this.toxicity = toxicity;
    }

    Toxic attributes() {
        return attributes;
    }

    /** The share of connections, 0 to 1, that the toxic is drawn for. */
    float toxicity() {
        return toxicity;
    }

    void update(Toxic newAttributes, float newToxicity) {
        attributes = newAttributes;
        toxicity = newToxicity;
    }
}
