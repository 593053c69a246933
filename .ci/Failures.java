import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Prints which tests failed, by the XML reports of Surefire and Failsafe, and which cells of the matrix are not PASS,
 * by the report: a line each. Maven's own output ends with advice that fits every failure.
 *
 * <p>{@code java .ci/Failures.java [DIRECTORY]}: of the build in that directory, else the current one.
 */
public class Failures {
    private static final Pattern REPORT = Pattern.compile("(surefire|failsafe)-reports/TEST-.*\\.xml$");
    /** A cell's heading in report.md: "### at-least-once/acks-lost: ✓ pass". */
    private static final Pattern CELL = Pattern.compile("^### (\\S+): \\S+ (?!pass$)(.*)$");

    private static final int MESSAGE_CHARS_MAX = 300;

    public static void main(String[] args) throws IOException, ParserConfigurationException, SAXException {
        Path build = Path.of(args.length == 0 ? "." : args[0]);
        int found = 0;
        for (Path file : targetFiles(build)) {
            String name = file.toString().replace('\\', '/');
            if (REPORT.matcher(name).find()) {
                found += printFailedTests(file);
            } else if (name.endsWith("delivery-report/report.md")) {
                found += printCells(file);
            }
        }
        if (found == 0) {
            System.out.println("No report names a failed test or a cell that is not PASS: see the output above.");
        }
    }

    private static List<Path> targetFiles(Path build) throws IOException {
        try (Stream<Path> files = Files.find(build, 5, (file, attributes) -> attributes.isRegularFile())) {
            return files.filter(file -> file.toString().contains("target")).sorted().toList();
        }
    }

    private static int printFailedTests(Path report) throws IOException, ParserConfigurationException, SAXException {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
        int found = 0;
        NodeList tests = document.getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            for (String kind : List.of("failure", "error")) {
                NodeList reasons = test.getElementsByTagName(kind);
                if (reasons.getLength() > 0) {
                    String name = test.getAttribute("classname") + ": " + test.getAttribute("name");
                    System.out.println("FAILED TEST  " + name + ": " + message((Element) reasons.item(0)));
                    found++;
                }
            }
        }
        return found;
    }

    private static String message(Element reason) {
        String message = reason.getAttribute("message");
        String whole = (message.isBlank() ? reason.getTextContent() : message).strip().replaceAll("\\s+", " ");
        return whole.length() <= MESSAGE_CHARS_MAX ? whole : whole.substring(0, MESSAGE_CHARS_MAX) + " …";
    }

    private static int printCells(Path report) throws IOException {
        int found = 0;
        List<String> lines = Files.readAllLines(report);
        for (int i = 0; i < lines.size(); i++) {
            Matcher cell = CELL.matcher(lines.get(i));
            if (cell.matches()) {
                String reason = i + 2 < lines.size() ? lines.get(i + 2) : "";
                System.out.println(cell.group(2) + "  " + cell.group(1) + ": " + reason);
                found++;
            }
        }
        return found;
    }
}
