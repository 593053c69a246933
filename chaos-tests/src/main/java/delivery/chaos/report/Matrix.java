package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.contract.Guarantee;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells of a run by module and fault, in reading order, with gaps where a cell was not run. */
public final class Matrix {
    /** What can be the name of a page on disk and the target of a link, on every system. */
    private static final Pattern NAME = Pattern.compile("(?!(?:index|evidence|csv)$)[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Collection<String> modules;
    private final Collection<String> faults;

    /**
     * @param modules all there are; those of cells that are not among them come last
     * @param faults likewise
     * @throws IllegalArgumentException if two cells have the same id, or a name is not of letters, digits, dots and
     *     dashes
     */
    public Matrix(Collection<String> modules, Collection<String> faults, List<Cell> cells) {
        this.modules = new LinkedHashSet<>(modules);
        this.faults = new LinkedHashSet<>(faults);
        for (Cell cell : cells) {
            if (this.cells.put(cell.id(), cell) != null) {
                throw new IllegalArgumentException("two cells are called " + cell.id());
            }
            this.modules.add(cell.module());
            this.faults.add(cell.fault());
        }
        Stream.concat(this.modules.stream(), this.faults.stream())
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no name for a module or a fault: " + name);
                });
    }

    static Matrix of(Run run, List<Cell> cells) {
        return new Matrix(
                run.guarantees().stream().map(Guarantee::name).toList(),
                run.faults().stream().map(Run.FaultDefinition::name).toList(),
                cells);
    }

    public List<String> modules() {
        return new ArrayList<>(modules);
    }

    public List<String> faults() {
        return new ArrayList<>(faults);
    }

    /** The cell of a module under a fault; null if it was not run. */
    public Cell cell(String module, String fault) {
        return cells.get(Cell.id(module, fault));
    }

    /** The modules that have a cell. */
    public List<String> modulesRun() {
        return modules.stream()
                .filter(module -> faults.stream().anyMatch(fault -> cell(module, fault) != null))
                .toList();
    }

    /** The faults that have a cell: those under which something was found or not judged, the others, the controls. */
    public List<String> faultsByFinding() {
        return faults.stream()
                .filter(fault -> !row(fault).isEmpty())
                .sorted(Comparator.comparing(this::rank))
                .toList();
    }

    private int rank(String fault) {
        boolean shows = row(fault).stream().anyMatch(cell -> cell.verdict() != Verdict.PASS || Weakness.isShown(cell));
        boolean control =
                row(fault).stream().allMatch(cell -> cell.audit().scenario().firingsRequired() == 0);
        return shows ? 0 : control ? 2 : 1;
    }

    private List<Cell> row(String fault) {
        return modules.stream()
                .map(module -> cell(module, fault))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The names of modules and faults that have no cell. */
    public List<String> namesNotRun() {
        return Stream.concat(
                        modules.stream().filter(module -> !modulesRun().contains(module)),
                        faults.stream().filter(fault -> row(fault).isEmpty()))
                .toList();
    }

    /** The cells that were run, module by module. */
    public List<Cell> cells() {
        List<Cell> inOrder = new ArrayList<>();
        for (String module : modules) {
            for (String fault : faults) {
                Cell cell = cell(module, fault);
                if (cell != null) {
                    inOrder.add(cell);
                }
            }
        }
        return inOrder;
    }

    /** The cells that were run and did not come to PASS, module by module. */
    public List<Cell> notPassed() {
        return cells().stream().filter(cell -> cell.verdict() != Verdict.PASS).toList();
    }
}
