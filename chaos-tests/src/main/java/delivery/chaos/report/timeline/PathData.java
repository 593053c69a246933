package delivery.chaos.report.timeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code d} of an SVG path in its short form: steps relative to each other, {@code h} and {@code v} where they are. */
final class PathData {
    private static final Pattern ABSOLUTE_LINES = Pattern.compile("(?:[ML]-?\\d+ -?\\d+ ?|Z ?)+");
    private static final Pattern COMMAND = Pattern.compile("([MLZ])(?:(-?\\d+) (-?\\d+))?");

    private PathData() {}

    /** The same path, shorter; as it is if it has anything but whole moves and lines. */
    static String compact(String data) {
        if (!ABSOLUTE_LINES.matcher(data).matches()) {
            return data;
        }
        StringBuilder compact = new StringBuilder();
        int x = 0;
        int y = 0;
        Matcher command = COMMAND.matcher(data);
        while (command.find()) {
            if (command.group(1).equals("Z")) {
                compact.append('Z');
                continue;
            }
            int dx = Integer.parseInt(command.group(2)) - x;
            int dy = Integer.parseInt(command.group(3)) - y;
            boolean move = command.group(1).equals("M");
            if (compact.isEmpty() || compact.charAt(compact.length() - 1) == 'Z') {
                compact.append(command.group());
            } else {
                compact.append(step(move, dx, dy));
            }
            x += dx;
            y += dy;
        }
        return compact.toString();
    }

    private static String step(boolean move, int dx, int dy) {
        if (move) {
            return "m" + dx + " " + dy;
        }
        if (dx == 0) {
            return dy == 0 ? "" : "v" + dy;
        }
        return dy == 0 ? "h" + dx : "l" + dx + " " + dy;
    }
}
