package delivery.chaos.audit;

import delivery.chaos.history.Place;
import java.util.List;

/**
 * One case of an anomaly, to look up in the evidence.
 *
 * @param eventId null where there is none: a page without effects, an effect without the header
 * @param page page path; null for a record without a key
 * @param places the records concerned, in reading order
 * @param sentence what is wrong, for people
 */
public record Example(String eventId, String page, List<Place> places, String sentence) {}
