package delivery.chaos.report.text;

/** Markdown into which no text from outside brings markup, HTML or a table cell. */
final class Markdown {
    static final EscapedText FORMAT =
            new EscapedText("Markdown", "text/markdown", EscapedText.eachCharacter(Markdown::escaped));
    private static final String SPECIAL = "\\`*_[]<>#|~&";

    private Markdown() {}

    private static String escaped(int character) {
        return (SPECIAL.indexOf(character) >= 0 ? "\\" : "") + Character.toString(character);
    }

    /** A code span that no text can leave: its fence is longer than any run of backticks within. */
    static String codeSpan(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").replace("|", "\\|");
        int longest = 0;
        int run = 0;
        for (int at = 0; at < line.length(); at++) {
            run = line.charAt(at) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        // One space on either side is no part of the code (CommonMark 6.1), and keeps backticks at its ends from the
        // fence.
        String space = longest > 0 ? " " : "";
        return fence + space + line + space + fence;
    }
}
