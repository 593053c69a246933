package delivery.chaos.report.text;

/** Fields of RFC 4180, between the quotation marks that a template puts around what comes from outside. */
final class Csv {
    static final EscapedText FORMAT = new EscapedText("CSV", "text/csv", Csv::escaped);

    /** A spreadsheet takes what begins so for a formula, and may follow it elsewhere. */
    private static final String FORMULA_SIGNS = "=+-@\t\r";

    private Csv() {}

    private static String escaped(String text) {
        // Numbers have no quotation marks around them, and a negative one is no formula.
        boolean isFormula =
                !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9]+(\\.[0-9]+)?");
        return (isFormula ? "'" : "") + text.replace("\"", "\"\"");
    }
}
