package delivery.chaos.report;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/** Escapes what a template inserts into a BibTeX field, so that no text from outside becomes TeX. */
final class BibtexOutputFormat extends CommonMarkupOutputFormat<BibtexOutputFormat.Model> {
    static final BibtexOutputFormat INSTANCE = new BibtexOutputFormat();
    private static final String SPECIAL = "#$%&_";

    private BibtexOutputFormat() {}

    static final class Model extends CommonTemplateMarkupOutputModel<Model> {
        private Model(String plainText, String markup) {
            super(plainText, markup);
        }

        @Override
        public BibtexOutputFormat getOutputFormat() {
            return INSTANCE;
        }
    }

    @Override
    public String getName() {
        return "BibTeX";
    }

    @Override
    public String getMimeType() {
        return "application/x-bibtex";
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

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return false;
    }

    @Override
    protected Model newTemplateMarkupOutputModel(String plainText, String markup) {
        return new Model(plainText, markup);
    }
}
