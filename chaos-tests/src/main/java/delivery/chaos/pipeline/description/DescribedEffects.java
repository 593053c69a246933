package delivery.chaos.pipeline.description;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.Yield;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a description says of effects: where they stand, how many an event has, and where they say what they are of. */
final class DescribedEffects {
    private static final String PER_EVENT = "perEvent";

    private final DescriptionFile file;
    private final JsonNode effects;

    DescribedEffects(DescriptionFile file) {
        this.file = file;
        this.effects = file.root().path("effects");
    }

    EffectForm form() {
        return new EffectForm(
                place("id", EffectForm.CONTRACT.eventId()),
                place("page", EffectForm.CONTRACT.page()),
                place("count", EffectForm.CONTRACT.count()));
    }

    private FieldPlace place(String field, FieldPlace ofContract) {
        return effects.has(field) ? FieldPlace.of(effects.get(field).stringValue()) : ofContract;
    }

    /** Throws where a running count is to be judged that nobody could say what it should be. */
    Yield yields(boolean isSource) {
        List<String> topics = effects.has("topics")
                ? effects.get("topics").valueStream().map(JsonNode::stringValue).toList()
                : Yield.CONTRACT.topics();
        JsonNode perEvent = effects.path(PER_EVENT);
        Yield.PerEvent rule = perEvent.isInt() ? Yield.PerEvent.NUMBER : named(perEvent.asString("one"));
        boolean counted = !(form().count() instanceof FieldPlace.Nowhere);
        if (counted && (rule != Yield.PerEvent.ONE || topics.size() > 1 || isSource)) {
            throw file.wrong(
                    effects,
                    "effects.count",
                    "what the running count of a page is to be is defined only for one effect of each event, in one"
                            + " topic, of a program that reads events; say count: none");
        }
        return new Yield(
                rule,
                perEvent.isInt() ? perEvent.intValue() : 1,
                topics,
                effects.path("partitions").asInt(0),
                counted);
    }

    private static Yield.PerEvent named(String perEvent) {
        return switch (perEvent) {
            case "one-in-each-topic" -> Yield.PerEvent.ONE_IN_EACH;
            case "zero-or-one" -> Yield.PerEvent.ZERO_OR_ONE;
            default -> Yield.PerEvent.ONE;
        };
    }
}
