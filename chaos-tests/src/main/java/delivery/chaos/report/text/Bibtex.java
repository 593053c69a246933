package delivery.chaos.report.text;

/** BibTeX fields into which no text from outside brings TeX. */
final class Bibtex {
    static final EscapedText FORMAT =
            new EscapedText("BibTeX", "application/x-bibtex", EscapedText.eachCharacter(Bibtex::escaped));

    private Bibtex() {}

    private static String escaped(int character) {
        return switch (character) {
            case '#', '$', '%', '&', '_' -> "\\" + Character.toString(character);
            case '\\' -> "\\textbackslash ";
            case '{' -> "\\textbraceleft ";
            case '}' -> "\\textbraceright ";
            case '~' -> "\\textasciitilde ";
            case '^' -> "\\textasciicircum ";
            default -> Character.toString(character);
        };
    }
}
