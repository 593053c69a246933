package delivery.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Starts the suite from the one jar that holds all of it. Harness, brokers and pipelines have a class path each, so the
 * jars in it are laid out as the build lays them out, in a directory of their own, once; in the build they are used
 * where they are. Needs no class but those of Java.
 */
public final class Launcher {
    /** The option that says where to unpack. Without it, next to the jar. */
    static final String WORK = "--work";

    /** The build puts the harness here, next to the jar that holds everything. */
    private static final String HARNESS = "harness.jar";

    /** An entry of the jar: a line for each jar of the build says where it lies. Equal content is there once. */
    private static final String LAYOUT = "layout";

    private static final int WRONG_COMMAND_LINE = 2;

    private Launcher() {}

    /** Runs {@link Main} with the same arguments. */
    public static void main(String[] arguments) throws Throwable {
        Path jar = jar();
        ClassLoader loader = loader(isInItsBuild(jar) ? jar : unpacked(jar, arguments));
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass("delivery.chaos.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /**
     * What loads the harness for a program that is none of this suite. It sees no class of that program, nor that
     * program one of it, but for those of Java; only in a build that has no jar yet both are on one class path. Stays
     * open until the end of the JVM.
     *
     * @param work where the jars are unpacked if this one was copied out of its build; once
     * @throws IOException if they cannot be
     */
    public static ClassLoader harness(Path work) throws IOException, URISyntaxException {
        Path jar = jar();
        if (Files.isDirectory(jar)) {
            return Launcher.class.getClassLoader();
        }
        return loader(isInItsBuild(jar) ? jar : inLayout(unpack(jar, work)));
    }

    private static Path jar() throws URISyntaxException {
        return Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static boolean isInItsBuild(Path jar) {
        return Files.exists(jar.resolveSibling(HARNESS)) && Files.isDirectory(jar.resolveSibling("lib"));
    }

    private static Path inLayout(Path root) {
        return root.resolve("chaos-tests/target").resolve(HARNESS);
    }

    private static Path unpacked(Path jar, String[] arguments) {
        try {
            return inLayout(unpack(jar, work(arguments, jar)));
        } catch (IOException impossible) {
            System.err.println("chaos-tests: the jars in " + jar + " cannot be unpacked (" + impossible
                    + "); give a directory for them: " + WORK + " DIR");
            System.exit(WRONG_COMMAND_LINE);
            throw new IllegalStateException("the JVM has ended", impossible);
        }
    }

    /** {@code --work DIR} or {@code --work=DIR}, anywhere. */
    private static Path work(String[] arguments, Path jar) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(WORK + "=")) {
                return Path.of(arguments[i].substring(WORK.length() + 1));
            }
            if (arguments[i].equals(WORK) && i + 1 < arguments.length) {
                return Path.of(arguments[i + 1]);
            }
        }
        return jar.getParent();
    }

    /**
     * Lays the jars out, unless that was done before.
     *
     * @return the directory that stands for the root of the build; named by what is in it
     */
    static Path unpack(Path jar, Path work) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Path root = work.toAbsolutePath().resolve("chaos-tests-" + contents(zip));
            if (!Files.exists(root)) {
                Files.createDirectories(work);
                Path half = Files.createTempDirectory(work, "chaos-tests-unpacking");
                layOut(zip, half);
                moveWhole(half, root);
            }
            return root;
        }
    }

    /** Eight digits that tell the content of one jar from another: a checksum of the checksums of all its files. */
    private static String contents(ZipFile zip) {
        CRC32 contents = new CRC32();
        zip.stream()
                .map(entry -> entry.getName() + entry.getCrc())
                .sorted()
                .forEach(line -> contents.update(line.getBytes(StandardCharsets.UTF_8)));
        return String.format("%08x", contents.getValue());
    }

    private static void layOut(ZipFile zip, Path root) throws IOException {
        for (String place : text(zip, LAYOUT).lines().toList()) {
            Path target = root.resolve(place);
            Path once = root.resolve("jars").resolve(target.getFileName());
            Files.createDirectories(target.getParent());
            Files.createDirectories(once.getParent());
            if (!Files.exists(once)) {
                try (InputStream in = open(zip, "jars/" + target.getFileName())) {
                    Files.copy(in, once);
                }
            }
            link(target, once);
        }
    }

    /** Several class paths have the same jar; where the file system has no hard links each has its own copy. */
    private static void link(Path target, Path once) throws IOException {
        try {
            Files.createLink(target, once);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(once, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Another process may have been quicker: what it unpacked is the same. */
    private static void moveWhole(Path half, Path root) throws IOException {
        try {
            Files.move(half, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.exists(root)) {
                throw taken;
            }
            deleteAll(half);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String text(ZipFile zip, String entry) throws IOException {
        try (InputStream in = open(zip, entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    /** Of the harness and what lies in {@code lib} beside it; closed by the end of the JVM alone. */
    private static ClassLoader loader(Path besideHarness) throws IOException {
        List<URL> urls = new ArrayList<>(List.of(url(besideHarness.resolveSibling(HARNESS))));
        try (Stream<Path> jars = Files.list(besideHarness.resolveSibling("lib"))) {
            for (Path jar : jars.sorted().toList()) {
                urls.add(url(jar));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
