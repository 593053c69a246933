package delivery.chaos.report.text;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A kind of text in which whatever a template inserts is escaped, so that nothing from outside becomes markup. */
final class EscapedText extends CommonMarkupOutputFormat<EscapedText.Model> {
    private final String name;
    private final String mimeType;
    private final UnaryOperator<String> escape;

    /** @param name by which templates ask for it */
    EscapedText(String name, String mimeType, UnaryOperator<String> escape) {
        this.name = name;
        this.mimeType = mimeType;
        this.escape = escape;
    }

    /**
     * An escape that goes character by character; what controls a terminal or a parser becomes a space.
     *
     * @param written what stands for a character
     */
    static UnaryOperator<String> eachCharacter(IntFunction<String> written) {
        return text -> text.codePoints()
                .mapToObj(character -> Character.isISOControl(character) ? " " : written.apply(character))
                .collect(Collectors.joining());
    }

    /** What is markup already. */
    final class Model extends CommonTemplateMarkupOutputModel<Model> {
        private Model(String plainText, String markup) {
            super(plainText, markup);
        }

        @Override
        public EscapedText getOutputFormat() {
            return EscapedText.this;
        }
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getMimeType() {
        return mimeType;
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        return escape.apply(text);
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
