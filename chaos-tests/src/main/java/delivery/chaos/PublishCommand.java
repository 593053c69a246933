package delivery.chaos;

import delivery.chaos.history.Sha256;
import delivery.chaos.report.Run;
import delivery.chaos.report.archive.EvidenceArchive;
import delivery.chaos.report.archive.Manifest;
import delivery.chaos.report.archive.PdfPrinter;
import delivery.chaos.report.archive.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes of a report what can be archived, signed and cited. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Makes of a report what can be archived and cited: one archive of all its files with a manifest, a "
                    + "statement of provenance, and report.pdf where there is a Chromium.",
            "The report itself is only read. Nothing is signed and nothing is sent anywhere."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "2:wrong command line, or no report to read", "5:something could not be written"})
final class PublishCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "latest",
            description = "the report: its directory, or the name of its run; the newest if absent")
    private Path report;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where it goes; beside the report, as DIR-published, if absent")
    private Path output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = RunPlace.report(report).toAbsolutePath().normalize();
        Manifest manifest = manifest(directory);
        String id = Run.id(
                manifest.json().path("started").asText(),
                manifest.json().path("seed").asText());
        Path target = Files.createDirectories(
                output == null ? directory.resolveSibling(directory.getFileName() + "-published") : output);
        Path archive = target.resolve(id + ".zip");
        Path list = target.resolve(Manifest.FILE_NAME);
        Files.write(list, manifest.bytes());
        EvidenceArchive.write(directory, id, manifest, archive);
        Map<String, String> sha256s = new LinkedHashMap<>();
        sha256s.put(archive.getFileName().toString(), Sha256.of(archive));
        sha256s.put(Manifest.FILE_NAME, Sha256.of(list));
        Optional<Path> pdf = print(directory, target);
        if (pdf.isPresent()) {
            sha256s.put(pdf.get().getFileName().toString(), Sha256.of(pdf.get()));
        }
        Files.write(target.resolve(Provenance.FILE_NAME), Provenance.of(id, manifest, sha256s));
        PrintWriter out = spec.commandLine().getOut();
        sha256s.forEach((name, sha256) -> out.println(sha256 + "  " + target.resolve(name)));
        out.println("To be signed, as by gpg --armor --detach-sign: " + target.resolve(Provenance.FILE_NAME));
        return ExitCode.KEPT.number();
    }

    private Manifest manifest(Path directory) {
        try {
            return Manifest.of(directory);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), unreadable.getMessage(), unreadable);
        }
    }

    private Optional<Path> print(Path directory, Path target) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path page = directory.resolve("print.html");
        if (!Files.exists(page)) {
            out.println("No report.pdf: " + page + " is not there, this report has no matrix.");
            return Optional.empty();
        }
        Optional<PdfPrinter> printer = PdfPrinter.onThePath();
        if (printer.isEmpty()) {
            out.println("No report.pdf: there is no chromium and no google-chrome on the PATH. " + page
                    + " in any browser, printed to a file, is the same.");
            return Optional.empty();
        }
        Path pdf = target.resolve("report.pdf");
        printer.get().print(page, pdf);
        return Optional.of(pdf);
    }
}
