package delivery.chaos.report;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/** Escapes what a template inserts into Markdown, so that no text from outside becomes markup, HTML or a table cell. */
final class MarkdownOutputFormat extends CommonMarkupOutputFormat<MarkdownOutputFormat.Model> {
    static final MarkdownOutputFormat INSTANCE = new MarkdownOutputFormat();
    private static final String SPECIAL = "\\`*_[]<>#|~&";

    private MarkdownOutputFormat() {}

    static final class Model extends CommonTemplateMarkupOutputModel<Model> {
        private Model(String plainText, String markup) {
            super(plainText, markup);
        }

        @Override
        public MarkdownOutputFormat getOutputFormat() {
            return INSTANCE;
        }
    }

    @Override
    public String getName() {
        return "Markdown";
    }

    @Override
    public String getMimeType() {
        return "text/markdown";
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character)) {
                escaped.append(' ');
            } else if (SPECIAL.indexOf(character) >= 0) {
                escaped.append('\\').appendCodePoint(character);
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return false;
    }

    @Override
    protected Model newTemplateMarkupOutputModel(String plainText, String markup) {
        return new Model(plainText, markup);
    }

    /** A code span that no text can leave: its fence is longer than any run of backticks within. */
    static String codeSpan(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").replace("|", "\\|");
        int longest = 0;
        int run = 0;
        for (char character : line.toCharArray()) {
            run = character == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return fence + " " + line + " " + fence;
    }
}
