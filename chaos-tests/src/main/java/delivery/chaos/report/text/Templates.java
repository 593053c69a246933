package delivery.chaos.report.text;

import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Verdict;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryWriter;
import delivery.contract.Anomaly;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The FreeMarker templates beside this class. Everything they insert is escaped for the kind of file they write. */
public final class Templates {
    /** Proofs beyond these are all alike and stand in the JSON. */
    private static final int FIRINGS_SHOWN_MAX = 10;

    private static final JsonMapper JSON = new JsonMapper();

    /** One for all: it keeps the templates that it has parsed, and is safe to share once it is set up. */
    private static final Configuration CONFIGURATION = configuration();

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Templates.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setURLEscapingCharset(StandardCharsets.UTF_8.name());
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setRegisteredCustomOutputFormats(List.of(Markdown.FORMAT, Bibtex.FORMAT, Csv.FORMAT));
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        // The report reads the same on every machine, whatever language it is set to.
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("c");
        return configuration;
    }

    /** Writes what a template makes of a model into a file of a report. */
    public void write(String template, Map<String, Object> model, ReportFiles files, String file) throws IOException {
        files.write(file, render(template, model));
    }

    public void write(String template, Map<String, Object> model, Path file) throws IOException {
        // Whole or not at all: a run may be killed at any moment.
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (Writer out = Files.newBufferedWriter(half)) {
            process(template, model, out);
        } catch (TemplateException wrong) {
            throw new IOException("cannot write " + file + ": " + wrong.getMessage(), wrong);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a template makes of a model. */
    public String render(String template, Map<String, Object> model) throws IOException {
        StringWriter out = new StringWriter();
        try {
            process(template, model, out);
        } catch (TemplateException wrong) {
            throw new IOException("cannot write " + template + ": " + wrong.getMessage(), wrong);
        }
        return out.toString();
    }

    private void process(String template, Map<String, Object> model, Writer out) throws IOException, TemplateException {
        Map<String, Object> all = new HashMap<>(model);
        all.put("anomalies", List.of(Anomaly.values()));
        all.put("verdicts", List.of(Verdict.values()));
        all.put("firingsShownMax", FIRINGS_SHOWN_MAX);
        all.put("historyFile", HistoryWriter.FILE_NAME);
        all.put("pageScript", PageAssets.PAGE_SCRIPT);
        all.put("arrowsScript", PageAssets.ARROWS_SCRIPT);
        all.put("matrixScript", PageAssets.MATRIX_SCRIPT);
        all.put("timelineScript", PageAssets.TIMELINE_SCRIPT);
        all.put("blastRadiusScript", PageAssets.BLAST_RADIUS_SCRIPT);
        all.put("runsScript", PageAssets.RUNS_SCRIPT);
        all.put("style", PageAssets.STYLE);
        all.put("overviewStyle", PageAssets.OVERVIEW_STYLE);
        all.put("code", (TemplateMethodModelEx) arguments ->
                Markdown.FORMAT.fromMarkup(Markdown.codeSpan(arguments.get(0).toString())));
        all.put("definition", (TemplateMethodModelEx) arguments -> definition(argument(arguments, 0)));
        all.put("riskOf", (TemplateMethodModelEx) arguments ->
                ((Firing) argument(arguments, 0)).atRisk().getOrDefault(argument(arguments, 1), List.of()));
        all.put("facts", (TemplateMethodModelEx) arguments -> facts((Firing) argument(arguments, 0)));
        CONFIGURATION.getTemplate(template).process(all, out);
    }

    private static Object argument(List<?> arguments, int index) throws TemplateModelException {
        return DeepUnwrap.unwrap((TemplateModel) arguments.get(index));
    }

    private static String definition(Object word) {
        return word instanceof Anomaly anomaly ? Definitions.of(anomaly) : Definitions.of((Verdict) word);
    }

    /** The proof of a firing as text: whatever is not a plain text, number or truth value is written as JSON. */
    private static Map<String, String> facts(Firing firing) {
        Map<String, String> facts = new LinkedHashMap<>();
        firing.proof()
                .forEach((name, value) -> facts.put(
                        name,
                        value instanceof String text
                                ? text
                                : JSON.valueToTree(value).toString()));
        return facts;
    }
}
