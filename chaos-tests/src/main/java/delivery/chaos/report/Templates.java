package delivery.chaos.report;

import delivery.contract.Anomaly;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The FreeMarker templates beside this class. Everything they insert is escaped for the kind of file they write. */
final class Templates {
    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);

    Templates() {
        configuration.setClassForTemplateLoading(Templates.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setRegisteredCustomOutputFormats(List.of(MarkdownOutputFormat.INSTANCE));
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        // The report reads the same on every machine, whatever language it is set to.
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("c");
    }

    void write(String template, Map<String, Object> model, Path file) throws IOException {
        Map<String, Object> all = new HashMap<>(model);
        all.put("anomalies", List.of(Anomaly.values()));
        all.put("code", (TemplateMethodModelEx) arguments -> MarkdownOutputFormat.INSTANCE.fromMarkup(
                MarkdownOutputFormat.codeSpan(arguments.get(0).toString())));
        try (Writer out = Files.newBufferedWriter(file)) {
            configuration.getTemplate(template).process(all, out);
        } catch (TemplateException wrong) {
            throw new IOException("cannot write " + file + ": " + wrong.getMessage(), wrong);
        }
    }
}
