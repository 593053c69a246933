package delivery.chaos.pipeline.description;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.Yield;
import delivery.contract.Guarantee;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a description says of topics that are there already: where their records say what they are of, and what was
 * promised. What else it says, of a program and how it is started, is left unread.
 *
 * @param name of the cell
 * @param promise if it makes one
 * @param events where a record of the input says its id and its page; it has no count
 * @param effects where a record of the output says the same, and its count
 * @param yields how many effects an event has; its topics are those of the description
 */
public record DescribedTopics(
        String name, Optional<Guarantee> promise, EffectForm events, EffectForm effects, Yield yields) {
    /** Of topics that nothing is said of: the form is that of the contract. */
    public static final DescribedTopics CONTRACT = new DescribedTopics(
            "topics-given",
            Optional.empty(),
            new EffectForm(EffectForm.CONTRACT.eventId(), EffectForm.CONTRACT.page(), FieldPlace.of("none")),
            EffectForm.CONTRACT,
            Yield.CONTRACT);

    private static final String ID = "${event.id}";
    private static final String PAGE = "${page}";
    private static final String EVENTS = "events";

    /**
     * Reads a description, which may have a command or none.
     *
     * @param path of the file
     * @param known promises that have a name
     * @throws IllegalArgumentException in one line with file, line and field, if it is none
     */
    public static DescribedTopics read(Path path, List<Guarantee> known) {
        DescriptionFile file = DescriptionFile.readOfTopics(path);
        JsonNode root = file.root();
        String name = root.path("name").asString(CONTRACT.name);
        DescribedTopics read = new DescribedTopics(
                name,
                root.has("promise") ? Optional.of(new DescribedPromise(file, known).of(name)) : Optional.empty(),
                events(file),
                new DescribedEffects(file).form(),
                new DescribedEffects(file).yields(false));
        if (isNowhere(read.events.page()) && !isNowhere(read.effects.page())) {
            throw file.wrong(
                    root.path(EVENTS),
                    "events.page",
                    "is none, so that effects can name none either; say page: none of effects");
        }
        return read;
    }

    private static boolean isNowhere(FieldPlace place) {
        return place instanceof FieldPlace.Nowhere;
    }

    private static EffectForm events(DescriptionFile file) {
        JsonNode events = file.root().path(EVENTS);
        FieldPlace id = events.has("id")
                ? FieldPlace.of(events.get("id").stringValue())
                : written(events, ID)
                        .orElseThrow(() -> file.wrong(
                                events,
                                EVENTS,
                                "says nowhere where " + ID + " stands by itself; say id: header NAME, or the like"));
        FieldPlace page = events.has("page")
                ? FieldPlace.of(events.get("page").stringValue())
                : written(events, PAGE).orElse(FieldPlace.of("none"));
        if (page instanceof FieldPlace.OfHeader && !page.equals(id)) {
            throw file.wrong(
                    events, "events.page", "in a header of its own it cannot be read from a topic that is there");
        }
        return new EffectForm(id, page, FieldPlace.of("none"));
    }

    /** Where a variable stands by itself in what an event is written as; records of somebody's own are as they are. */
    private static Optional<FieldPlace> written(JsonNode events, String variable) {
        boolean isOwn = events.has("file");
        Optional<FieldPlace> header = isOwn || !events.has("headers")
                ? variable.equals(ID) ? Optional.of(EffectForm.CONTRACT.eventId()) : Optional.empty()
                : events.get("headers").properties().stream()
                        .filter(one -> one.getValue().asString("").equals(variable))
                        .map(Map.Entry::getKey)
                        .<FieldPlace>map(FieldPlace.OfHeader::new)
                        .findFirst();
        boolean isKey = isOwn
                ? variable.equals(PAGE)
                : events.path("key").asString(PAGE).equals(variable);
        return header.or(() -> isKey ? Optional.of(new FieldPlace.OfKey()) : Optional.empty())
                .or(() ->
                        pointer(events.path("value"), variable, "").map(at -> FieldPlace.of(("value " + at).strip())));
    }

    private static Optional<String> pointer(JsonNode node, String variable, String at) {
        if (node.isString() && node.stringValue().equals(variable)) {
            return Optional.of(at);
        }
        return node.isObject()
                ? node.properties().stream()
                        .flatMap(field -> pointer(
                                field.getValue(),
                                variable,
                                at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"))
                                .stream())
                        .findFirst()
                : Optional.empty();
    }
}
