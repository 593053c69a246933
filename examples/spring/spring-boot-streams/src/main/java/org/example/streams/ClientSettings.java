package org.example.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Settings of Kafka's clients that are given in a file; what application.yaml says has precedence. */
final class ClientSettings {
    private ClientSettings() {}

    /**
     * The settings as properties of Spring Boot.
     *
     * @param file a properties file, or null for none
     * @throws UncheckedIOException if it cannot be read
     */
    static Map<String, Object> fromFile(String file) {
        Properties settings = new Properties();
        if (file != null) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                settings.load(in);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return settings.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> "spring.kafka.properties." + name, settings::getProperty));
    }
}
