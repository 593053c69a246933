package delivery.chaos.report.text;

/** BibTeX fields into which no text from outside brings TeX. */
final class Bibtex {
    static final EscapedText FORMAT = new EscapedText("BibTeX", "application/x-bibtex", Bibtex::escaped);
    private static final String SPECIAL = "#$%&_";

    private Bibtex() {}

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character)) {
                escaped.append(' ');
            } else if (SPECIAL.indexOf(character) >= 0) {
                escaped.append('\\').appendCodePoint(character);
            } else {
                switch (character) {
                    case '\\' -> escaped.append("\\textbackslash ");
                    case '{' -> escaped.append("\\textbraceleft ");
                    case '}' -> escaped.append("\\textbraceright ");
                    case '~' -> escaped.append("\\textasciitilde ");
                    case '^' -> escaped.append("\\textasciicircum ");
                    default -> escaped.appendCodePoint(character);
                }
            }
        });
        return escaped.toString();
    }
}
