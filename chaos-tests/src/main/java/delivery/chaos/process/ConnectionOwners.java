package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The processes that are connected to some ports of this machine, as the system's tables of sockets show it. None where
 * there is no {@code /proc}.
 *
 * @param ports on the loopback interface
 */
public record ConnectionOwners(Collection<Integer> ports) {
    /** 127.0.0.1 in the order of bytes of the tables; an IPv4 address in an IPv6 socket ends so, too. */
    private static final String LOOPBACK = "0100007F";

    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    /** Their pids. */
    Set<Long> pids() throws IOException {
        Set<String> sockets = sockets();
        Set<Long> pids = new TreeSet<>();
        for (Path process : sockets.isEmpty() ? Set.<Path>of() : ProcessTable.numbered(ProcessTable.PROC)) {
            if (holdsOneOf(sockets, process.resolve("fd"))) {
                pids.add(Long.parseLong(process.getFileName().toString()));
            }
        }
        return pids;
    }

    /** The connecting ends, as a process's open files name them: {@code socket:[4711]}. */
    private Set<String> sockets() throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : Set.of("net/tcp", "net/tcp6")) {
            Path file = ProcessTable.PROC.resolve(table);
            if (Files.isReadable(file)) {
                Files.readAllLines(file).stream()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length > INODE && isToOurs(words[REMOTE_ADDRESS]))
                        .forEach(words -> sockets.add("socket:[" + words[INODE] + "]"));
            }
        }
        return sockets;
    }

    private boolean isToOurs(String address) {
        String[] hostAndPort = address.split(":");
        return hostAndPort.length == 2
                && hostAndPort[0].endsWith(LOOPBACK)
                && ports.contains(Integer.parseInt(hostAndPort[1], HEXADECIMAL));
    }

    /**
     * Whether one of a process's open files is one of these. Of a process that has ended, or is another user's, none
     * is.
     */
    private static boolean holdsOneOf(Set<String> sockets, Path openFiles) throws IOException {
        if (!Files.isReadable(openFiles)) {
            return false;
        }
        try (Stream<Path> files = Files.list(openFiles)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | UncheckedIOException unreadable) {
            if (Files.isReadable(openFiles)) {
                throw unreadable;
            }
            return false;
        }
    }

    /** Empty of a file that was closed meanwhile, and of one that this user may not look at. */
    private static String target(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (AccessDeniedException | NoSuchFileException anotherUsersOrClosed) {
            // Closed, even if another file has its number by now.
            return "";
        } catch (IOException gone) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw gone;
            }
            return "";
        }
    }
}
