package delivery.chaos.database;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PostgreSQL server that runs already: each scenario gets a schema of its own, which is dropped after it. */
public final class ServerDatabases implements Databases {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^/:?]+):(\\d{1,5})/([^?]+)(\\?.*)?");
    /** Not encrypted, so that the tap reads it. */
    private static final String OPTIONS = "sslmode=disable&gssEncMode=disable&connectTimeout=10";

    private static final int SCHEMA_CHARACTERS_MAX = 60;

    private final String url;
    private final Endpoint server;
    private final String path;

    /**
     * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE?user=…}
     * @throws IllegalArgumentException if it is no such URL
     */
    public ServerDatabases(String url) {
        Matcher parts = requireUrl(url);
        this.server = new Endpoint(parts.group(1), Integer.parseInt(parts.group(2)));
        this.path = "/" + parts.group(3) + (parts.group(4) == null ? "?" : parts.group(4) + "&") + OPTIONS;
        this.url = withoutPassword(url);
    }

    /**
     * Throws if this is no URL of a PostgreSQL server.
     *
     * @throws IllegalArgumentException that says what it should be
     */
    public static Matcher requireUrl(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("-Dchaos.postgres=" + withoutPassword(url)
                    + " is no URL of a PostgreSQL server; give jdbc:postgresql://HOST:PORT/DATABASE?user=NAME");
        }
        return parts;
    }

    /** The URL as it may be shown. */
    public static String withoutPassword(String url) {
        return url.replaceAll("([?&]password=)[^&]*", "$1…");
    }

    @Override
    public void prepare() throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + server + path)) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException wrong) {
            throw new IOException(
                    "the PostgreSQL server of -Dchaos.postgres=" + url + " cannot be used: "
                            + wrong.getMessage().lines().findFirst().orElse(""),
                    wrong);
        }
    }

    @Override
    public Database open(String name) throws IOException {
        String plain = name.replaceAll("[^A-Za-z0-9]", "_").toLowerCase(Locale.ROOT);
        Schema schema = new Schema(plain.substring(Math.max(0, plain.length() - SCHEMA_CHARACTERS_MAX)));
        schema.create();
        return schema;
    }

    @Override
    public boolean canBeKilled() {
        return false;
    }

    @Override
    public void close() {}

    /** A schema as a database of its own. */
    private final class Schema implements Database {
        private final String name;
        private String version;

        Schema(String name) {
            this.name = name;
        }

        private void create() throws IOException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema \"" + name + "\"");
                version = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
            } catch (SQLException wrong) {
                throw new IOException(
                        "the schema " + name + " for a scenario cannot be made in " + url
                                + "; if an earlier run left it: drop schema \"" + name + "\" cascade; "
                                + wrong.getMessage(),
                        wrong);
            }
        }

        @Override
        public Endpoint server() {
            return server;
        }

        @Override
        public String url(Endpoint address) {
            return "jdbc:postgresql://" + address + path + "&currentSchema=" + name;
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url(server));
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public boolean canBeKilled() {
            return false;
        }

        @Override
        public KilledServer kill() {
            throw new UnsupportedOperationException("a server that was there before is not this run's to kill");
        }

        @Override
        public long restart() {
            throw new UnsupportedOperationException("a server that was there before is not this run's to start");
        }

        @Override
        public void close() throws IOException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop schema \"" + name + "\" cascade");
            } catch (SQLException failed) {
                throw new IOException("the schema " + name + " could not be dropped", failed);
            }
        }
    }
}
